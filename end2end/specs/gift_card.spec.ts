import { isAccessible } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { issueGiftCard, useGiftCard } from "./support/gift_cards";

test("a gift card pays a part and the rest is paid at the provider", async ({ page, shopper, goods }) => {
  const code = await issueGiftCard("10.00");
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();

  await useGiftCard(page, code.toLowerCase());

  const label = `Gift card …${code.slice(-4)}`;
  const sums = page.getByRole("complementary");
  await expect(sums.getByText(label)).toBeVisible();
  await expect(sums.getByText("-€10.00")).toBeVisible();
  await expect(sums.getByText("Left to pay")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("robin@example.com");
  if (shopper.hasScripts) await isAccessible(page); // axe is a script itself
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
  await expect(page.getByText(label)).toBeVisible();
});

test("a gift card that covers all places the order at once", async ({ page, shopper, goods }) => {
  const code = await issueGiftCard("500.00");
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();
  await useGiftCard(page, code);

  await page.getByRole("button", { name: "Place the order" }).click();

  await shopper.hasOrder();
  await expect(page.getByText("Nothing to pay")).toBeVisible();
});

test("a code that is on no card is refused beside its field, and nothing typed is lost", async ({
  page,
  shopper,
  goods,
}) => {
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();

  await useGiftCard(page, "7KQM-2XHD-0011-ABCD-WXYZ");

  const field = page.getByLabel("Code of the gift card");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/There is no gift card with this code/);
  await expect(page.getByLabel("Full name")).toHaveValue("Robin Shopper");
});

test("a gift card is taken out again", async ({ page, shopper, goods }) => {
  const code = await issueGiftCard("10.00");
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();
  await useGiftCard(page, code);

  await page.getByRole("button", { name: `Remove Gift card …${code.slice(-4)}` }).click();

  await expect(page.getByText("Left to pay")).toBeHidden();
  await expect(page.getByText("-€10.00")).toBeHidden();
});
