// Which key opens the search: Command on a Mac, Ctrl elsewhere.
document.documentElement.classList.toggle('mac', /Mac|iPhone|iPod|iPad/i.test(navigator.platform));
