// Before the first paint: the theme that was chosen on an earlier visit, so that nothing flashes. app/ does the rest.
try {
  const { theme } = JSON.parse(localStorage.getItem("codeviz.settings") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that refuses storage follows the device.
}
