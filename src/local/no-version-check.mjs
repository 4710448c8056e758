// Preloaded into the development server: Next asks the package registry for newer versions of itself as soon as a
// browser is connected, and there is no switch for it. That one question is answered here, with nothing, so that
// nothing leaves this machine. Every other request goes where it would have gone.
const asked = "/-/package/next/dist-tags";
const { fetch } = globalThis;

globalThis.fetch = function fetchUnlessVersions(input, init) {
  const url = String(input instanceof Request ? input.url : input);
  return url.endsWith(asked) ? Promise.resolve(new Response(null, { status: 404 })) : fetch(input, init);
};
