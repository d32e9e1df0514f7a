// What the browser keeps for this page. It may refuse to, or be full; MicroPython cannot catch what JavaScript throws, so it is caught here.

/** The text kept under this key; null when there is none, or none to be had. */
export function load(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Whether the browser kept it. */
export function save(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
