// Whom programs may ask: the host that this page came from, and those that it names in assets/packages.json. What the browser keeps for the site
// is not for them either.
//
// Rule: this gives a learner a sentence instead of a riddle. It is no wall against a program that is bent on getting out: that is the policy which a
// host can send with assets/engine.js (docs/packages.md).

const OWN = self.location.origin;
let others = []; // origins

/** From now on programs may ask these too: addresses, of which the origin counts. */
export function allow(addresses) {
  others = addresses.map((address) => new URL(address).origin);
}

const isAllowed = (address) => ["data:", "blob:"].includes(address.protocol) || address.origin === OWN || others.includes(address.origin);
const here = (address) => new URL(address?.url ?? address, self.location);

const refusalOf = ({ host }) => `This page lets programs ask its own host only, ${self.location.host}, and not ${host}.`;

/** Why a program's request to this address failed: a sentence. */
export function whyNot(text) {
  const address = URL.canParse(text, self.location) ? here(text) : null;
  if (!address) return `${text} is no address.`;
  if (!isAllowed(address)) return refusalOf(address);
  if (!navigator.onLine) return `There is no connection, so ${address.host} cannot be asked.`;
  return `${address.host} could not be asked: it does not answer, or it does not let pages of other sites ask it (CORS).`;
}

function check(address) {
  if (!isAllowed(here(address))) throw new TypeError(refusalOf(here(address)));
}

/** To be called when the engine has what it needs, and before any program runs. */
export function fenceHosts() {
  const { fetch, XMLHttpRequest, WorkerGlobalScope } = self;
  put(self, "fetch", async (request, options) => {
    check(request);
    return fetch.call(self, request, options);
  });
  const { open } = XMLHttpRequest.prototype;
  put(XMLHttpRequest.prototype, "open", function (method, address, ...rest) {
    check(address);
    return open.call(this, method, address, ...rest);
  });
  for (const name of ["WebSocket", "EventSource", "Worker", "WebTransport"]) if (self[name]) put(self, name, checkedClass(self[name]));
  for (const name of ["caches", "indexedDB"]) Reflect.deleteProperty(WorkerGlobalScope.prototype, name);
}

function put(object, name, value) {
  Object.defineProperty(object, name, { value, writable: false, configurable: false });
}

function checkedClass(Original) {
  return class extends Original {
    constructor(address, ...rest) {
      const { protocol, host } = here(address);
      if (protocol === "blob:" || protocol === "data:") throw new TypeError("Programs start no workers of their own here.");
      check(`${protocol.replace("ws", "http")}//${host}`);
      super(address, ...rest);
    }
  };
}
