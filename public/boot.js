// Wakes the islands of a page: when it is idle, or at once when somebody reaches for one. Until then, and without
// scripts, every island is a plain form or link. External, so that the policy of the site allows nothing inline.
(() => {
  const { js, wasm } = document.currentScript.dataset;
  let waking;

  const wake = () => {
    waking ??= import(js)
      .then(async (module) => {
        await module.default({ module_or_path: wasm });
        module.hydrate();
        for (const island of document.querySelectorAll("leptos-island")) {
          // An island inside the children of another belongs to that one's owner.
          island.parentElement.closest("leptos-children")?.$$on_hydrate?.();
          module[island.dataset.component]?.(island);
        }
        document.documentElement.dataset.awake = "";
      })
      // Without them the page still works; the next intent tries again.
      .catch(() => { waking = undefined; });
  };

  const reach = (event) => {
    if (event.target.closest?.("leptos-island")) wake();
  };
  for (const type of ["pointerover", "touchstart", "focusin"]) {
    addEventListener(type, reach, { capture: true, passive: true });
  }
  addEventListener("load", () => {
    // A page that never comes to rest wakes after two seconds all the same.
    if (window.requestIdleCallback) requestIdleCallback(wake, { timeout: 2000 });
    else setTimeout(wake, 200);
    navigator.serviceWorker?.register("/static/sw.js", { scope: "/" }).catch(() => {});
  });
})();
