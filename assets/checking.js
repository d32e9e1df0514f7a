// A verdict on a program, in rounds (docs/verdicts.md). What knows the answers and what runs the learner's program take turns in one interpreter,
// which is put back between them. What they have to say to each other goes through here, as text that no program can reach.

import { beginRun, endRun } from "./again.js";

const SEED = 0;
const soon = () => new Promise((resolve) => setTimeout(resolve));

/**
 * To be called before the interpreter is kept (assets/fresh.js). Gives a function that judges one command "check" and gives {json, bytes}:
 * the notification "checked", and the recording of a program that works.
 */
export function openChecks(pyodide) {
  const { begin, go_on: goOn, perform } = pyodide.pyimport("lessons.grading.texts");

  return async ({ run, secret, exercise, source }, interpreter) => {
    const fresh = async () => {
      await soon(); // out of whatever Python's last call has left to do
      if (!interpreter.canPutBack()) throw new Unjudged();
      interpreter.putBack();
    };
    const text = JSON.stringify(exercise);
    await fresh();
    let answer = JSON.parse(begin(text, source));
    while (answer.kind === "attempt") {
      await fresh();
      beginRun(run, SEED, null);
      const found = perform(JSON.stringify(answer.order));
      endRun();
      await fresh();
      answer = JSON.parse(goOn(text, source, JSON.stringify(answer.memory), found));
    }
    const { working, ...verdict } = answer.verdict;
    const bytes = working ? Uint8Array.from(atob(working), (letter) => letter.charCodeAt(0)).buffer : undefined;
    return { json: JSON.stringify({ kind: "checked", run, secret, verdict }), bytes };
  };
}

/** The program has left an interpreter in which nothing else can run. */
export class Unjudged extends Error {}
