// A program of CodeViz as an activity of a learning platform (SCORM 1.2 and 2004): tools/scorm.py packs it beside the page that holds the program.
//
// What is reported: the score is the share of the steps, in per cent, up to the furthest one that was looked at; the activity is completed at the last step. Rule: what an earlier
// visit reached is never taken back.

(() => {
  const MOST_PARENTS = 20;

  // The two versions differ in names only.
  const VERSIONS = [
    {
      name: "API_1484_11", begin: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit",
      raw: "cmi.score.raw", least: "cmi.score.min", most: "cmi.score.max", scaled: "cmi.score.scaled", status: "cmi.completion_status", exit: "cmi.exit",
    },
    {
      name: "API", begin: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit",
      raw: "cmi.core.score.raw", least: "cmi.core.score.min", most: "cmi.core.score.max", status: "cmi.core.lesson_status", exit: "cmi.core.exit",
    },
  ];
  const DONE = ["completed", "passed"];

  const found = lookIn(window) ?? (window.opener && lookIn(window.opener));
  if (!found) return; // opened by itself: there is nobody to report to
  const { api, version } = found;
  const call = (what, ...values) => String(api[version[what]](...values));
  if (call("begin", "") !== "true") return;
  let reached = Number(call("get", version.raw)) || 0;
  let isDone = DONE.includes(call("get", version.status));
  let isOver = false;
  call("set", version.least, "0");
  call("set", version.most, "100");
  report();

  addEventListener("codeviz-state", ({ detail: { step, steps } }) => {
    if (!(steps > 1) || isOver) return;
    const share = Math.round((100 * step) / (steps - 1));
    if (share <= reached) return;
    reached = share;
    isDone ||= reached === 100;
    report();
  });
  addEventListener("pagehide", () => {
    if (isOver) return;
    isOver = true;
    call("set", version.exit, isDone ? "" : "suspend");
    call("end", "");
  });

  function report() {
    call("set", version.raw, String(reached));
    if (version.scaled) call("set", version.scaled, String(reached / 100));
    call("set", version.status, isDone ? "completed" : "incomplete");
    call("commit", "");
  }

  function lookIn(start) {
    let page = start;
    for (let number = 0; number < MOST_PARENTS; number++) {
      for (const version of VERSIONS) {
        try {
          if (page[version.name]) return { api: page[version.name], version };
        } catch {
          return null; // a page of another origin: no platform is looked for behind it
        }
      }
      if (page.parent === page) return null;
      page = page.parent;
    }
    return null;
  }
})();
