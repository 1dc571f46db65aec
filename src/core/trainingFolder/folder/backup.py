"""The way back into a run that broke off: Keras keeps the state of the last whole epoch in a folder, this file says whose it is."""
import glob
import hashlib
import json
import os
import shutil


class Backup:
    """Backup of one run. One model, one data set and one set of arguments belong to it: half of another run is no start."""

    def __init__(self, folder, run):
        """Args:
            folder: shared by all workers.
            run: what makes the run, as plain values by name.
        """
        self.folder = folder
        self.run = run
        self.note = os.path.join(folder, 'run.json')
        self.states = os.path.join(folder, 'chief')  # The name is Keras's.

    @property
    def epochs(self):
        """Number of the last state that this worker sees; 0 when there is none."""
        found = [name for name in (os.listdir(self.states) if os.path.isdir(self.states) else [])
                 if name.startswith('ckpt-') and name.endswith('.index')]
        return max((int(name[len('ckpt-'):-len('.index')]) for name in found), default=0)

    def problem(self):
        """Why the run cannot go on from what is there; None when it can, or begins anew."""
        if self.epochs == 0:
            return None
        try:
            with open(self.note) as file:
                before = json.load(file)
        except (OSError, ValueError):
            before = {}
        other = [name.replace('_', ' ') for name in self.run if before.get(name) != self.run[name]]
        if not other:
            return None
        return (f'"{self.folder}" is the backup of a run with another {", ".join(other)}. Start with the same to go on '
                'with it, or delete the folder to begin anew.')

    def begin(self):
        """Notes whose states will lie here."""
        os.makedirs(self.folder, exist_ok=True)
        with open(self.note, 'w') as file:
            json.dump(self.run, file, indent=1)

    def remove(self):
        """Takes away what was written here, and nothing else that may lie in the folder."""
        # Keras names the folders of other workers so; one that was killed leaves its own.
        for folder in [self.states, *glob.glob(os.path.join(glob.escape(self.folder), 'workertemp_*'))]:
            shutil.rmtree(folder, ignore_errors=True)
        os.remove(self.note)
        if not os.listdir(self.folder):
            os.rmdir(self.folder)


def checksum_of_file(path):
    """A whole number for the content of a file; 0 where there is none."""
    if not os.path.isfile(path):
        return 0
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        for block in iter(lambda: file.read(1 << 20), b''):
            digest.update(block)
    return int.from_bytes(digest.digest()[:7], 'big')


def checksum_of_text(text):
    """A whole number for a text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], 'big')
