// Every page that the shop tells search engines about opens without a word of complaint from the browser.
import { expect, test } from "./support/fixtures";
import { sitemap } from "./support/pages";

test("every page of the sitemap opens", async ({ page, shopper, request }) => {
  test.setTimeout(180_000);
  const paths = (await sitemap(request)).filter((path) => !/-[0-9a-f]{12}$/.test(path));
  expect(paths.length).toBeGreaterThan(40);

  for (const path of paths.slice(0, 60)) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await shopper.awake();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  }
});

test("every picture of the first screens is there", async ({ page, shopper, request }) => {
  const paths = (await sitemap(request)).filter((path) => path === "/" || path.startsWith("/collections"));

  for (const path of paths) {
    await shopper.open(path);
    const images = page.getByRole("main").locator("img");
    for (const image of (await images.all()).slice(0, 4)) {
      await image.scrollIntoViewIfNeeded();
      await expect(image).toHaveJSProperty("complete", true);
      expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth), path).toBeGreaterThan(0);
    }
  }
});

test("a page that is not there says so and leads on", async ({ page, shopper, complaints }) => {
  complaints.expect(/404/);
  await shopper.open("/products/there-is-no-such-product");

  await expect(page.getByRole("heading", { name: "Lost at sea" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "See all collections" }).click();
  await expect(page).toHaveURL("/collections");
});

test("nothing shifts while a product page loads", { tag: "@scripts" }, async ({ page, request }) => {
  const product = (await sitemap(request)).find((path) => path.startsWith("/products/")) ?? "";
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    const note = (list: PerformanceObserverEntryList): void => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    };
    new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
  });

  await page.goto(product, { waitUntil: "load" });
  await expect(page.locator("html")).toHaveAttribute("data-awake", "");

  const shifted = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, one) => sum + one, 0));
  expect(shifted).toBeLessThan(0.01);
});
