import { expect, test } from "./support/fixtures";
import { runProgram } from "./support/goods";

test("a shopper cancels an order after being asked again", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  await shopper.hasOrder();

  await page.getByRole("link", { name: "Cancel this order" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cancel this order?" })).toBeVisible();
  await page.getByRole("link", { name: "Keep it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Thank you for your order" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel this order" }).click();
  await page.getByRole("button", { name: "Cancel this order" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "This order was cancelled" })).toBeVisible();
  await expect(page.getByText("Your order is cancelled.")).toBeVisible();
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("You cancelled the order");
  await expect(page.getByRole("region", { name: "Money back" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Cancel this order" })).toHaveCount(0);
});

test("the money of a cancelled order goes back by itself", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  await shopper.hasOrder();
  await page.getByRole("link", { name: "Cancel this order" }).click();
  await page.getByRole("button", { name: "Cancel this order" }).click();

  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("region", { name: "Money back" })).toContainText("on its way to you", { timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test("nothing can be sent back before it was sent", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  await shopper.hasOrder();
  const address = page.url();

  await expect(page.getByRole("link", { name: "Send something back" })).toHaveCount(0);
  await page.goto(`${address}/return`);

  await expect(page).toHaveURL(address);
});

test("a shopper asks to send something back, and a refused form keeps what was typed", async ({ page, shopper, goods, complaints }) => {
  complaints.expect(/422/);
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  const number = (await shopper.hasOrder()).replace(/\D/g, "");
  await runProgram("orders", "fulfil", number);
  await runProgram("orders", "track", number, "--carrier", "Post", "--tracking", "RR1");
  await page.reload();
  await expect(page.getByRole("region", { name: "Parcels" })).toContainText("Post RR1");

  await page.getByRole("link", { name: "Send something back" }).click();
  await page.getByLabel("Why?").selectOption({ label: "Damaged" });
  await page.getByLabel(/Anything that we should know/).fill("The seam is open");
  await page.getByRole("button", { name: "Ask for the return" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose at least one item");
  await expect(page.getByLabel(/Anything that we should know/)).toHaveValue("The seam is open");
  await page.getByLabel(goods.towel.title).selectOption("1");
  await page.getByRole("button", { name: "Ask for the return" }).click();

  await expect(page.getByText("We have your request and answer soon.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Sent back" })).toContainText("Return 1");
});
