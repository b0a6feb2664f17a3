import { expect, test } from "./support/fixtures";
import { addProduct, runProgram } from "./support/goods";

test("a shopper exchanges a size, and both orders lead to each other", async ({ page, shopper }) => {
  const ring = await addProduct({
    name: "Tide Ring",
    options: ["Size"],
    variants: [
      { options: ["S"], stock: 5 },
      { options: ["M"], stock: 5 },
    ],
  });
  await shopper.buyUpToPayment(ring);
  await shopper.choose("success");
  const number = (await shopper.hasOrder()).replace(/\D/g, "");
  const address = page.url();
  await runProgram("orders", "fulfil", number);
  await runProgram("orders", "deliver", number);

  await page.goto(`${address}/return`);
  await page.getByLabel(ring.title).selectOption("1");
  await page.getByLabel("Money or something else for item 1").selectOption({ label: `Exchange for ${ring.title}, M` });
  await page.getByLabel("Why?").selectOption({ label: "Too small" });
  await page.getByRole("button", { name: "Ask for the return" }).click();
  const back = page.getByRole("region", { name: "Sent back" });
  await expect(back).toContainText("You asked for this instead. We answer soon.");
  await runProgram("orders", "return", "approve", number);
  await page.reload();
  await expect(back).toContainText("We keep this for you until");
  await runProgram("orders", "return", "receive", number);

  await page.reload();
  await back.getByRole("link", { name: /Order #\d+/ }).click();

  await expect(page.getByText("What you sent back")).toBeVisible();
  await page.getByRole("link", { name: `Order #${number}` }).click();
  await expect(page).toHaveURL(address);
});
