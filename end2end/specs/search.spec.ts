import { expect, test } from "./support/fixtures";

test("a product is found by its name", async ({ page, shopper, goods }) => {
  await shopper.open("/search");

  await page.getByLabel("What are you looking for?").fill(goods.towel.title);
  await page.getByLabel("What are you looking for?").press("Enter");

  await expect(page).toHaveURL(/\/search\?q=/);
  await page.getByRole("main").getByRole("link", { name: goods.towel.title }).click();
  await expect(page.getByRole("heading", { level: 1, name: goods.towel.title })).toBeVisible();
});

test("a product is found by the beginning of its name and by its stock code", async ({ page, shopper, goods }) => {
  for (const words of [goods.towel.title.slice(0, -4), goods.towel.sku]) {
    await shopper.open(`/search?q=${encodeURIComponent(words)}`);

    await expect(page.getByRole("main").getByRole("link", { name: goods.towel.title })).toBeVisible();
  }
});

test("a slip of the finger finds what was meant", async ({ page, shopper, goods }) => {
  const [, , id] = goods.towel.title.split(" ");

  await shopper.open(`/search?q=${encodeURIComponent(`Tdie Towle ${id}`)}`);

  await expect(page.getByRole("main").getByRole("link", { name: goods.towel.title })).toBeVisible();
});

test("nothing found says so and offers a way on", async ({ page, shopper }) => {
  await shopper.open("/search?q=zzqqxxyy");

  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "See all collections" }).click();
  await expect(page).toHaveURL("/collections");
});

test("words that look like code are words", async ({ page, shopper }) => {
  await shopper.open(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);

  await expect(page.getByRole("heading", { level: 1 })).toContainText("<script>alert(1)</script>");
});

test("suggestions appear while typing and are chosen with the keyboard", { tag: "@scripts" }, async ({ page, shopper, goods }) => {
  await shopper.open("/");
  const box = page.getByLabel("Search products");

  await box.pressSequentially(goods.towel.title.slice(0, 18));
  const option = page.getByRole("option").filter({ hasText: goods.towel.title });
  await expect(option).toBeVisible();
  await expect(box).toHaveRole("combobox");
  await expect(box).toHaveAttribute("aria-expanded", "true");
  await box.press("ArrowDown");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await box.press("Enter");

  await expect(page.getByRole("heading", { level: 1, name: goods.towel.title })).toBeVisible();
});

test("Escape closes the suggestions and keeps the words", { tag: "@scripts" }, async ({ page, shopper, goods }) => {
  await shopper.open("/");
  const box = page.getByLabel("Search products");
  await box.pressSequentially(goods.towel.title.slice(0, 18));
  await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeVisible();

  await box.press("Escape");

  await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeHidden();
  await expect(box).toHaveValue(goods.towel.title.slice(0, 18));
});
