#!/usr/bin/env bash
# Builds the second reference environment (Python 3.11, quantizeml 1.2.5, cnn2snn 2.19.3, akida 2.19.3) in the folder given (default ./.oracle2; keep it
# out of git). quantizeml and cnn2snn are Apache-2.0. akida is proprietary: see setup.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${1:-.oracle2}
python=$(ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11.*/bin/python 2>/dev/null | tail -1)
python=${python:-$(command -v python3.11 || true)}
[ -n "$python" ] || { echo "Python 3.11 is needed for the reference packages" >&2; exit 1; }
[ -x "$dir/bin/python" ] || "$python" -m venv "$dir"
"$dir/bin/pip" install -q --upgrade pip
"$dir/bin/pip" install -q akida==2.19.3 cnn2snn==2.19.3 quantizeml==1.2.5
echo "ready: $dir/bin/python $here/modern.py"
