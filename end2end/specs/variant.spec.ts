import { expect, test } from "./support/fixtures";

test("choosing values changes price, stock and address", async ({ page, shopper, goods }) => {
  await shopper.open(goods.shirt.address);
  const buy = page.getByRole("main");

  await page.getByRole("group", { name: /Size/ }).getByRole("link", { name: "L", exact: true }).click();

  await expect(page).toHaveURL(/\?variant=[0-9a-f-]{36}$/);
  await expect(buy.getByText("42.90").first()).toBeVisible();
  await expect(buy.getByText("In stock").first()).toBeVisible();
});

test("a sold-out combination is shown and cannot be bought", async ({ page, shopper, goods }) => {
  await shopper.open(goods.shirt.address);

  await page.getByRole("group", { name: /Size/ }).getByRole("link", { name: /^M\s*, sold out/ }).click();

  await expect(page.getByRole("group", { name: /Size/ }).getByRole("link", { name: /^M/ })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("button", { name: "Sold out" })).toBeDisabled();
});

test("a combination that does not exist is shown as such and leads to the nearest one", async ({ page, shopper, goods }) => {
  await shopper.open(goods.shirt.address);
  await page.getByRole("group", { name: /Colour/ }).getByRole("link", { name: "Navy", exact: true }).click();

  await page.getByRole("group", { name: /Size/ }).getByRole("link", { name: /^L\s*, not in this combination/ }).click();

  await expect(page.getByRole("group", { name: /Colour/ }).getByRole("link", { name: /^Coral/ })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("group", { name: /Size/ }).getByRole("link", { name: /^L/ })).toHaveAttribute("aria-current", "true");
});

test("the address of a variant opens it and the cart gets that variant", async ({ page, shopper, goods }) => {
  await shopper.open(goods.shirt.address);
  await page.getByRole("group", { name: /Colour/ }).getByRole("link", { name: "Navy", exact: true }).click();
  await page.getByRole("group", { name: /Size/ }).getByRole("link", { name: "M", exact: true }).click();
  await expect(page).toHaveURL(/variant=/);
  const address = page.url();

  await shopper.open("/");
  await shopper.add({ address });
  await shopper.open("/cart");

  await expect(shopper.line(goods.shirt)).toContainText("Navy / M");
});

test("the back button leaves the product, not the choice before", { tag: "@scripts" }, async ({ page, shopper, goods }) => {
  await shopper.open("/collections");
  await shopper.open(goods.shirt.address);
  await page.getByRole("group", { name: /Colour/ }).getByRole("link", { name: "Navy", exact: true }).click();
  await page.getByRole("group", { name: /Size/ }).getByRole("link", { name: "M", exact: true }).click();

  await page.goBack();

  await expect(page).toHaveURL("/collections");
  await page.goForward();
  await expect(page.getByRole("group", { name: /Size/ }).getByRole("link", { name: /^M/ })).toHaveAttribute("aria-current", "true");
});

test("an unknown variant in the address opens the product all the same", async ({ page, shopper, goods }) => {
  await shopper.open(`${goods.shirt.address}?variant=00000000-0000-7000-8000-000000000000`);

  await expect(page.getByRole("heading", { level: 1, name: goods.shirt.title })).toBeVisible();
});
