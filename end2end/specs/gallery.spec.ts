// Galleries: from a picture on the home page to the cart, at the price of the product page, and away when the rights end.
import { expect, test } from "./support/fixtures";
import { isAccessible } from "./support/axe";
import { runProgram } from "./support/goods";

const gallery = "/galleries/worn-this-week";

test.beforeEach(async ({ request }) => {
  // Its pictures are drawn after the store has opened.
  await expect
    .poll(async () => (await (await request.get(gallery)).text()).split("look-link").length, { timeout: 120_000 })
    .toBeGreaterThan(2);
});

test("a picture on the home page leads to its products, which cost what they cost on their own pages", async ({ page, shopper }) => {
  await shopper.open("/");
  const section = page.getByRole("region", { name: "Worn this week" });
  await section.getByRole("figure").first().getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Worn by");

  const first = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("button") }).first();
  const price = await first.locator(".price-now").innerText();
  const name = await first.getByRole("heading", { level: 3 }).innerText();
  await first.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.locator(".buy-price .price-now")).toHaveText(price);
});

test("what is in a picture goes into the cart from its page", async ({ page, shopper }) => {
  await shopper.open(gallery);
  await page.getByRole("main").getByRole("figure").first().getByRole("link").first().click();
  const add = page.getByRole("main").getByRole("button", { name: /^Add .* to cart$/ }).and(page.locator(":enabled")).first();
  const name = (await add.getAttribute("aria-label"))!.replace(/^Add (.*) to cart$/, "$1");

  await add.click();
  await shopper.open("/cart");

  await expect(page.getByRole("main").getByRole("link", { name }).first()).toBeVisible();
});

test("each mark in a picture is a link to its product in the list", async ({ page, shopper }) => {
  await shopper.open(gallery);
  await page.getByRole("main").getByRole("figure").first().getByRole("link").first().click();
  const marks = page.getByRole("group", { name: "Marks in the picture" }).getByRole("link");
  const rows = page.locator(".tagged");
  await expect(marks).toHaveCount(await rows.count());

  await marks.first().focus();
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/#tagged-1$/);
  await expect(rows.first()).toBeInViewport();
});

test("galleries and pictures are accessible", { tag: "@scripts" }, async ({ page, shopper }) => {
  for (const path of [gallery, "/galleries/before-the-baker", "/galleries/the-hour-after-work"]) {
    await shopper.open(path);
    await isAccessible(page);
  }
  await page.getByRole("main").getByRole("figure").first().getByRole("link").first().click();
  await isAccessible(page);
});

test("a picture whose rights are revoked is gone from every address within a minute", async ({ page, request, complaints }) => {
  test.slow();
  complaints.expect(/404/);
  const grants = (await runProgram("rights", "list", "--limit", "250")).split("\n");
  const shown = grants.filter((line) => line.includes("(live)") && line.includes("web") && !line.includes("shown in 0"));
  const [, grant, post] = /^(\S+) \(live\): post (\S+) /.exec(shown.at(-1)!)!;
  const picture = `/media/looks/${post}/320.jpg`;
  expect((await request.get(`/looks/${post}`)).status()).toBe(200);
  const kept = (await request.get(picture)).headers()["cache-control"]!;
  expect(Number(/max-age=(\d+)/.exec(kept)![1])).toBeLessThanOrEqual(50);

  await runProgram("rights", "revoke", grant!, "--reason", "asked by mail");

  for (const path of [`/looks/${post}`, picture]) {
    await expect.poll(async () => (await request.get(path)).status(), { timeout: 60_000, message: path }).toBe(404);
  }
  for (const path of ["/", gallery, "/galleries/the-hour-after-work"]) {
    await expect.poll(async () => (await (await request.get(path)).text()).includes(post!), { timeout: 60_000, message: path }).toBe(false);
  }
  await page.goto(`/looks/${post}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
