/**
 * Opens the wall when its server is away, from the set of files that was kept last. A set is the files of one version, put
 * in together or not at all, and a page is made of one: its opening decides. A page that comes from a set, or whose version
 * the server says is kept, has all its files from that set, also when the server is back with others; any other page has
 * them from the network, until the set of its version is kept. Which set a page is of is written into the set, by the page's
 * id: a worker is ended and started at any time, and remembers nothing. What the server knows is never kept here.
 */

/** How long the network is waited for when the wall is opened (ms). */
const PATIENCE = 8_000;

const markOf = (id) => `/of/${id}`;
const mark = (set, id) => set.put(markOf(id), new Response());

self.oninstall = () => self.skipWaiting();
self.onmessage = (event) => event.waitUntil(keep(event.data, event.source.id));
self.onfetch = (event) => {
  const { method, mode, url } = event.request;
  if (method === 'GET' && !url.includes('/api/')) event.respondWith(mode === 'navigate' ? open(event) : answer(event));
};

async function open({ request, resultingClientId }) {
  const signal = AbortSignal.timeout(PATIENCE);
  let response = Response.error();
  try {
    response = await fetch(request, { signal });
    if (response.status < 500) {
      const { assets } = await (await fetch('/version.json', { signal })).json();
      const set = await setWith(request, assets);
      if (set) await mark(set, resultingClientId);
      return response;
    }
  } catch {
    // the network failed
  }
  const set = await setWith(request);
  if (!set) return response;
  await mark(set, resultingClientId);
  return find(set, request);
}

async function answer({ request, clientId }) {
  const set = await setWith(markOf(clientId));
  return (set && (await find(set, request))) ?? fetch(request);
}

const find = (set, file) => set.match(file, { ignoreSearch: true });

/** The newest set that has a file; of a version, if it is known. */
async function setWith(file, version) {
  for (const name of (await caches.keys()).reverse()) {
    const set = await caches.open(name);
    if (name === (version ?? name) && (await find(set, file))) return set;
  }
}

async function keep({ version, files }, id) {
  const set = await caches.open(version);
  if (!(await set.keys()).length) await set.addAll(new Set(files));
  await mark(set, id);
  for (const name of await caches.keys()) if (name !== version) await caches.delete(name);
}
