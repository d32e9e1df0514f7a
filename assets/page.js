// Starts the page's own Python: MicroPython, and in it app/, which the build has packed into page.py.

const PROGRAM = "page.py";
const INTERPRETER = "../vendor/micropython/micropython.mjs";

const program = text(PROGRAM);
program.catch(() => {}); // `start` is told
start().catch(failed);

async function start() {
  const { loadMicroPython } = await import(INTERPRETER);
  const python = await loadMicroPython({ stdout: (line) => console.log(line), stderr: (line) => console.error(line) });
  python.registerJsModule("_page", { js_import: loaded });
  await python.runPythonAsync(await program);
}

async function loaded(...addresses) {
  try {
    return await Promise.all(addresses.map((address) => import(address)));
  } catch (problem) {
    failed(problem);
    throw problem;
  }
}

async function text(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name}: the host answered ${answer.status}`);
  return answer.text();
}

// Before the editor is there, nothing of the learner's is. The first example can be read all the same.
function failed(problem) {
  console.error(problem);
  if (document.querySelector(".cm-editor")) return;
  const again = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "Load it again" });
  again.onclick = () => location.reload();
  window.addEventListener("online", again.onclick);
  const told = Object.assign(document.createElement("span"), { className: "error", textContent: "Not all of this page arrived." });
  document.getElementById("notice").replaceChildren(told, again);
}
