import { expect, test } from "./support/fixtures";
import { addProduct, runProgram } from "./support/goods";

test("who asks for something that is sold out is written to once it is back", async ({ page, shopper }) => {
  const gone = await addProduct({ name: "Lost Lantern", stock: 0 });
  await shopper.open(gone.address);

  await page.getByLabel("E-mail").fill("robin@example.com");
  await page.getByRole("button", { name: "Tell me" }).click();

  await expect(page.getByText("We write to you as soon as it can be bought again.")).toBeVisible();
  await runProgram("stock", "set", gone.sku, "2");
  await expect(async () => {
    await page.goto("/mailbox");
    await expect(page.getByText(`${gone.title} is back`).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
});

test("the form shows with a sold-out variant and goes with one that can be bought", async ({ page, shopper, goods }) => {
  await shopper.open(goods.shirt.address);
  const form = page.getByRole("button", { name: "Tell me" });
  await expect(form).toBeHidden();

  await page.getByRole("group", { name: /Size/ }).getByRole("link", { name: /^M\s*, sold out/ }).click();

  await expect(form).toBeVisible();
});
