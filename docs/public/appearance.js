// Before the first paint: the theme chosen here, else the system's.
{
  const chosen = localStorage.getItem('vitepress-theme-appearance') ?? 'auto';
  const dark =
    chosen === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
  document.documentElement.classList.toggle('dark', dark);
}
