// What an embedded program hears of the page it is in, and of its neighbours. In JavaScript because MicroPython cannot catch what is thrown here.

/** `listener()` once somebody clicks, touches or presses a key in here. */
export function onTouch(listener) {
  const events = ["pointerdown", "keydown"];
  const heard = () => {
    for (const event of events) removeEventListener(event, heard, true);
    listener();
  };
  for (const event of events) addEventListener(event, heard, true);
}

/** `listener()` when the address has got another fragment. */
export function onAddress(listener) {
  addEventListener("hashchange", () => listener());
}

/**
 * Whether this program may start an engine without having been touched. Of all on one page one may, and keeps its turn for as long as it is there.
 * Frames of one origin can look at each other, through whatever page they are in; locks of the browser are refused to many frames.
 */
export function takeTurn() {
  for (const other of framesIn(window.top)) if (hasTurn(other)) return false;
  window.codevizHasTurn = true;
  return true;
}

function* framesIn(page) {
  yield page;
  for (let number = 0; number < page.length; number++) yield* framesIn(page[number]);
}

function hasTurn(frame) {
  try {
    return frame !== window && frame.codevizHasTurn === true;
  } catch {
    return false; // of another origin
  }
}

/** `listener(json)` for each message of the page around, if it is of this origin. What cannot be JSON is none of ours. */
export function hear(origin, listener) {
  addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== origin || window.parent === window) return;
    let json;
    try {
      json = JSON.stringify(event.data);
    } catch {
      return;
    }
    if (json !== undefined) listener(json);
  });
}

/** To the page around, if it is still of this origin. */
export function say(origin, json) {
  if (window.parent !== window) window.parent.postMessage(JSON.parse(json), origin);
}
