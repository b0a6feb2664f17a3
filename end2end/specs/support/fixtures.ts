// What every spec stands on: a browser that may not complain, a shopper, and goods of their own.
import { test as base } from "@playwright/test";
import { Complaints } from "./complaints";
import { addProducts, type Product } from "./goods";
import { Shopper } from "./shopper";

export { expect } from "@playwright/test";

interface OfTest {
  complaints: Complaints;
  shopper: Shopper;
}

interface OfWorker {
  /** Products with so much stock that no test can sell them out. */
  goods: { towel: Product; shirt: Product };
}

export const test = base.extend<OfTest, OfWorker>({
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints();
      complaints.watch(context);
      await use(complaints);
      complaints.check();
    },
    { auto: true },
  ],

  shopper: async ({ page, javaScriptEnabled }, use) => {
    await use(new Shopper(page, javaScriptEnabled ?? true));
  },

  goods: [
    async ({}, use) => {
      const [towel, shirt] = await addProducts([
        { name: "Tide Towel", price: "24.00" },
        {
          name: "Harbour Shirt",
          price: "39.90",
          was: "49.90",
          options: ["Colour", "Size"],
          variants: [
            { options: ["Coral", "S"], stock: 100 },
            { options: ["Coral", "M"], stock: 0 },
            { options: ["Coral", "L"], stock: 100, price: "42.90" },
            { options: ["Navy", "S"], stock: 100 },
            { options: ["Navy", "M"], stock: 100 },
          ],
        },
      ]);
      await use({ towel: towel!, shirt: shirt! });
    },
    { scope: "worker" },
  ],
});
