import { isAccessible } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { addProduct } from "./support/goods";
import { addCode, addGift, addThreeForTwo, enterCode } from "./support/promotions";

test("a code lowers the total all the way to the order", async ({ page, shopper, goods }) => {
  const code = await addCode("10");
  await shopper.add(goods.towel);
  await shopper.open("/cart");

  await enterCode(page, code.word.toLowerCase());

  const main = page.getByRole("main");
  await expect(main.getByText(`${code.name} (${code.word})`)).toBeVisible();
  await expect(main.getByText("-€2.40")).toBeVisible();
  await expect(main.getByText("€21.60")).toBeVisible();

  await shopper.checkOut();
  await shopper.fillIn();
  await expect(page.getByText("-€2.40")).toBeVisible();
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
  await expect(page.getByText(`${code.name} (${code.word})`)).toBeVisible();
  await expect(page.getByText("-€2.40")).toBeVisible();
});

test("a code that nobody gave out is refused beside its field", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.open("/cart");

  await enterCode(page, "SEAGULL-0");

  const field = page.getByLabel("Promotion code");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/SEAGULL-0: We do not know this code/);
});

test("a code waits for its minimum and can be taken out", async ({ page, shopper, goods }) => {
  const code = await addCode("50", "40.00");
  await shopper.add(goods.towel);
  await shopper.open("/cart");
  await enterCode(page, code.word);
  const main = page.getByRole("main");
  await expect(main.getByText(/€16.00 more and this code counts/).first()).toBeVisible();

  await shopper.quantity(goods.towel).fill("2");
  await shopper.quantity(goods.towel).press("Enter");
  await expect(main.getByText("-€24.00")).toBeVisible();

  await page.getByRole("button", { name: `Remove the code ${code.word}` }).click();
  await expect(main.getByText("-€24.00")).toBeHidden();
  await expect(page.getByRole("button", { name: `Remove the code ${code.word}` })).toHaveCount(0);
});

test("three for two strikes the price of the line", async ({ page, shopper }) => {
  const anklet = await addProduct({ name: "Anklet", price: "20.00" });
  const name = await addThreeForTwo(anklet);
  await shopper.add(anklet);
  await shopper.open("/cart");

  await shopper.quantity(anklet).fill("3");
  await shopper.quantity(anklet).press("Enter");

  const line = shopper.line(anklet);
  await expect(line.getByText(name)).toBeVisible();
  await expect(line.getByText("€60.00")).toBeVisible();
  await expect(line.getByText("€40.00")).toBeVisible();
  if (shopper.hasScripts) await isAccessible(page); // axe is a script itself
});

test("a gift lies in the cart, costs nothing and goes with what brought it", async ({ page, shopper }) => {
  const towel = await addProduct({ name: "Beach Towel", price: "24.00" });
  const shell = await addProduct({ name: "Shell", price: "3.00" });
  const name = await addGift(towel, shell);
  await shopper.add(towel);
  await shopper.open("/cart");

  const gift = shopper.line(shell);
  await expect(gift).toContainText("A gift: 1 of it");
  await expect(gift).toContainText(name);
  await expect(gift).toContainText("€0.00");
  await expect(gift.getByRole("button")).toHaveCount(0);

  await shopper.checkOut();
  await shopper.fillIn();
  await expect(page.getByRole("listitem").filter({ hasText: shell.title })).toContainText("€0.00");
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
  await expect(page.getByRole("listitem").filter({ hasText: shell.title })).toContainText("€0.00");
});
