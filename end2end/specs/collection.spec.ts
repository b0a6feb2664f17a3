import { expect, test } from "./support/fixtures";
import { addProducts } from "./support/goods";

test("filters, order and page are in the address and survive a reload", async ({ page, shopper }) => {
  await shopper.open("/collections/all");

  // On wide screens the filters stand open beside the list.
  const toggle = page.getByText("Filter", { exact: true });
  if (await toggle.isVisible()) await toggle.click();
  await page.getByLabel("Only what is in stock").check();
  await page.getByLabel("From").fill("1");
  await page.getByRole("button", { name: "Show results" }).click();

  await expect(page).toHaveURL(/available=1/);
  await expect(page).toHaveURL(/min=1/);
  await page.reload();
  await expect(page.getByRole("list", { name: "Active filters" }).getByRole("link")).toHaveCount(2);
});

test("an active filter is taken away by its chip", async ({ page, shopper }) => {
  await shopper.open("/collections/all?available=1");

  await page.getByRole("list", { name: "Active filters" }).getByRole("link", { name: /In stock/ }).click();

  await expect(page).not.toHaveURL(/available/);
});

test("the cheapest product comes first when the order says so", async ({ page, shopper }) => {
  const [cheap] = await addProducts([{ name: "Cheapest Pebble", price: "0.05" }]);
  await shopper.open("/collections/all");

  await page.getByText(/^Sort:/).click();
  await page.getByRole("link", { name: /low to high|lowest/i }).click();

  await expect(page).toHaveURL(/sort=/);
  await expect(page.getByRole("main").getByRole("article").getByRole("link").first()).toHaveText(/^Cheapest Pebble/);
  expect(cheap?.title).toContain("Cheapest Pebble");
});

test("a filter that nothing fits says so and can be cleared", async ({ page, shopper }) => {
  await shopper.open("/collections/all?min=999999");

  await expect(page.getByRole("heading", { name: "Nothing fits these filters" })).toBeVisible();
  await page.getByRole("link", { name: "Clear all filters" }).click();
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
});

test("the next page shows other products and the way back", async ({ page, shopper }) => {
  await shopper.open("/collections/all");
  const first = await page.getByRole("main").getByRole("article").first().textContent();

  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Next" }).click();

  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByRole("main").getByRole("article").first()).not.toHaveText(first ?? "");
  await page.goBack();
  await expect(page.getByRole("main").getByRole("article").first()).toHaveText(first ?? "");
});
