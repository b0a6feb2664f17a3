// Looks at an order again until the fate of its payment is known, then shows the page as it has become. Without scripts
// the page loads itself again; with them it stays still for those who read or hear it.
(() => {
  const SOONEST = 2000;
  const LATEST = 15000;

  const look = async (pause) => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && !page.querySelector("[data-checking]")) return location.reload();
    } catch {
      // No connection: the next look may have one.
    }
    setTimeout(look, pause, Math.min(pause * 1.4, LATEST));
  };

  if (document.querySelector("[data-checking]")) setTimeout(look, SOONEST, SOONEST);
})();
