/**
 * Opens the wall when its server is away: every file comes from the network, and only if that fails from the set that was
 * kept last. A set is the files of one version, put in together or not at all. What the server knows is never kept here.
 */

/** How long the network is waited for (ms). */
const PATIENCE = 8_000;

self.oninstall = () => self.skipWaiting();
self.onmessage = (event) => event.waitUntil(keep(event.data));
self.onfetch = (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && !url.includes('/api/')) event.respondWith(answer(event.request));
};

async function answer(request) {
  let response = Response.error();
  try {
    response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.status < 500) return response;
  } catch { /* the network failed */ }
  return (await caches.match(request, { ignoreSearch: true })) ?? response;
}

async function keep({ version, files }) {
  const cache = await caches.open(version);
  if ((await cache.keys()).length) return;
  await cache.addAll(new Set(files));
  for (const name of await caches.keys()) if (name !== version) await caches.delete(name);
}
