import { expect, test } from "./support/fixtures";
import { addProduct } from "./support/goods";

test("adding the same product again makes one line of two", async ({ shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.add(goods.towel);

  await shopper.open("/cart");

  await expect(shopper.line(goods.towel)).toHaveCount(1);
  await expect(shopper.quantity(goods.towel)).toHaveValue("2");
});

test("a quantity is changed and the sums follow", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.open("/cart");

  await shopper.quantity(goods.towel).fill("3");
  await shopper.quantity(goods.towel).press("Enter");

  await expect(page.getByRole("main").getByText("72.00").first()).toBeVisible();
  await page.reload();
  await expect(shopper.quantity(goods.towel)).toHaveValue("3");
});

test("a line is removed and the cart says that it is empty", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.open("/cart");

  await page.getByRole("button", { name: `Remove ${goods.towel.title}` }).click();

  await expect(shopper.line(goods.towel)).toHaveCount(0);
  // With scripts the line goes before the shop has answered.
  if (shopper.hasScripts) await expect(page.getByRole("main").getByRole("status")).toContainText("0 items");
  await shopper.open("/cart");
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});

test("a note is kept", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.open("/cart");

  await page.getByText("A note to the shop").click();
  await page.getByLabel("Your note").fill("Ring twice <b>please</b>");
  await page.getByRole("button", { name: "Keep the note" }).click();

  await expect(page.getByLabel("Your note")).toHaveValue("Ring twice <b>please</b>");
});

test("no more units can be asked for than there are, and the shopper is told", async ({ page, shopper }) => {
  const scarce = await addProduct({ name: "Scarce Shell", stock: 2 });
  await shopper.open(scarce.address);
  await expect(page.getByText("Only a few left")).toBeVisible();

  await page.getByLabel("Quantity").fill("5");
  await page.getByRole("button", { name: "Add to cart" }).click();

  await expect(page.getByText(/only 2|2 left|not enough|2 units|2 of/i).first()).toBeVisible();
});

test("with scripts the drawer opens, counts and gives the focus back", { tag: "@scripts" }, async ({ page, shopper, goods }) => {
  await shopper.open(goods.towel.address);
  const address = page.url();

  await page.getByRole("button", { name: "Add to cart" }).click();

  await expect(shopper.drawer).toBeVisible();
  await expect(shopper.drawer.getByRole("status")).toContainText("1 item in your cart");
  await shopper.drawer.getByRole("button", { name: `One more of ${goods.towel.title}` }).click();
  await expect(shopper.drawer.getByRole("status")).toContainText("2 items in your cart");
  await page.keyboard.press("Escape");
  await expect(shopper.drawer).toBeHidden();
  await expect(page.getByRole("banner").getByRole("link", { name: /^Cart/ })).toContainText("2");
  await expect(page.getByRole("button", { name: /Add to cart|In your cart/ })).toBeFocused();
  expect(page.url()).toBe(address);
});

test("quick clicks end in the last quantity asked for", { tag: "@scripts" }, async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.open("/cart");
  const more = page.getByRole("main").getByRole("button", { name: `One more of ${goods.towel.title}` });

  for (let clicks = 0; clicks < 5; clicks++) await more.click({ delay: 0 });

  await expect(shopper.quantity(goods.towel)).toHaveValue("6");
  await expect(page.getByRole("main").getByText("144.00").first()).toBeVisible();
  await page.reload();
  await expect(shopper.quantity(goods.towel)).toHaveValue("6");
});
