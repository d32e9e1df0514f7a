// Before the first paint of an embedded program: the colours that its address asks for; and where the page around it lets nothing run, a sentence
// that says so. And no store: PyScript opens one of its own, which a frame on another host's page may be refused, and nothing here is to be kept. A plain script: in a frame of no origin of its own browsers load no modules from most hosts.
{
  Object.defineProperty(window, "indexedDB", { value: { open: () => ({}) } });
  const root = document.documentElement;
  const theme = new URLSearchParams(location.hash.slice(1)).get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (window.origin === "null") {
    root.dataset.walled = "";
    const remedy = "The page around this program lets it not run: its iframe has a sandbox. Add allow-same-origin beside allow-scripts there.";
    const say = () => {
      const advice = document.createElement("span");
      advice.textContent = remedy;
      document.getElementById("advice").append(advice);
    };
    addEventListener("DOMContentLoaded", say);
  }
}
