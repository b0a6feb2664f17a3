//! The page that is written: figures beside goals, and how to get them again.

use crate::measure::Cell;
use crate::processes::Memory;
use crate::purchases::Purchases;
use crate::weights::Weight;
use std::fmt::Write as _;
use std::time::Duration;

/// Everything that was measured.
pub struct Report {
    /// When, as a date.
    pub date: String,
    /// Where.
    pub machine: Machine,
    /// Version of Postgres.
    pub postgres_version: String,
    /// Products in the catalogue.
    pub products: u32,
    /// Measured time of each cell.
    pub duration: Duration,
    /// How long the catalogue took to import.
    pub import_time: Duration,
    /// From start to the first page, Postgres running already.
    pub cold_start: Duration,
    /// From start to the first page, with the start of the private Postgres.
    pub cold_start_with_postgres: Duration,
    /// Cells in the order of the table.
    pub cells: Vec<Cell>,
    /// Beside the bare database.
    pub purchases: Purchases,
    /// After all of them.
    pub store_memory: Memory,
    /// After all of them.
    pub postgres_memory: Memory,
    /// Weights of a page.
    pub weights: Vec<Weight>,
    /// Medians of the pricing benches, as (name, time), if they were run.
    pub pricing: Vec<(String, String)>,
}

/// What it ran on.
pub struct Machine {
    /// Name of the processor.
    pub processor: String,
    /// Cores that can be used.
    pub cores: usize,
}

impl Machine {
    /// The one that we are on.
    pub fn here() -> Self {
        let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let name = text
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        Self {
            processor: name.map_or_else(|| "an unnamed processor".to_owned(), |(_, name)| name.trim().to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

impl Report {
    /// The page in Markdown.
    pub fn to_markdown(&self) -> String {
        [
            self.head(),
            self.single_figures(),
            self.table(),
            self.purchases.to_markdown(),
            self.page_weights(),
            self.pricing_table(),
        ]
        .concat()
    }

    fn head(&self) -> String {
        format!(
            "# Benchmarks\n\n\
             Written by `make bench` on {}: the release build with its private Postgres {} (fsync on), {} products with\n\
             {} variants, and the load driver, all on the same {} cores ({}).\n\n\
             ```console\n\
             $ make bench                                            # builds, runs everything, writes this page\n\
             $ cargo bench --features ssr --bench load -- --help     # only the load driver\n\
             $ cargo bench --package domain --bench pricing           # only the price calculation\n\
             ```\n\n",
            self.date,
            self.postgres_version,
            self.products,
            self.products * crate::catalogue::VARIANTS,
            self.machine.cores,
            self.machine.processor,
        )
    }

    fn single_figures(&self) -> String {
        let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
        let mib = |kib: u64| format!("{} MiB", kib / 1024);
        let together = mib(self.store_memory.resident + self.postgres_memory.proportional);
        let rows = [
            (
                "first page after a start, Postgres running",
                "0.5 s",
                seconds(self.cold_start),
            ),
            (
                "first page after a start, with the private Postgres",
                "",
                seconds(self.cold_start_with_postgres),
            ),
            ("import of the catalogue", "60 s", seconds(self.import_time)),
            (
                "memory of the store after the run (resident)",
                "",
                mib(self.store_memory.resident),
            ),
            (
                "memory of Postgres after the run (proportional)",
                "",
                mib(self.postgres_memory.proportional),
            ),
            ("both together", "120 MiB", together),
        ];
        let mut text =
            "## Start and memory\n\n| figure | goal, at most | measured |\n| --- | ---: | ---: |\n".to_owned();
        for (what, goal, measured) in rows {
            let _ = writeln!(text, "| {what} | {goal} | {measured} |");
        }
        text + "\nPostgres is counted with its cache of database pages, each shared page once.\n\n"
    }

    fn table(&self) -> String {
        let mut text = format!(
            "## Load\n\n\
             Each cell ran for {} s after a warm-up. CPU is the time that the processes of the store and of Postgres spent,\n\
             by `/proc`, per operation, work in the background included: the figure that holds on a busy machine too. The goal is\n\
             for both together. Times are those of the whole operation as a shopper sees it; a purchase is eight requests or more,\n\
             until the order page says that it is placed.\n\n\
             | operation | at once | per second | p50 ms | p95 ms | p99 ms | errors | CPU ms store | CPU ms Postgres | together | goal |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
            self.duration.as_secs(),
        );
        for cell in &self.cells {
            text += &row(cell);
        }
        text + "\n“Rendered” pages are made anew for each request (`VITRINE_PAGE_CACHE_MB=0`); “compressed” adds brotli for each reader,\n\
             which a kept page pays once.\n\n"
    }

    fn page_weights(&self) -> String {
        let mut text = "## Weight of a product page\n\n| part | goal, at most | brotli bytes | raw bytes |\n| --- | ---: | ---: | ---: |\n".to_owned();
        for weight in &self.weights {
            let goal = weight.goal.map(|goal| goal.to_string()).unwrap_or_default();
            let _ = writeln!(
                text,
                "| {} | {goal} | {} | {} |",
                weight.what, weight.brotli, weight.raw
            );
        }
        text + "\n"
    }

    fn pricing_table(&self) -> String {
        if self.pricing.is_empty() {
            return String::new();
        }
        let mut text = "## Price calculation\n\n| bench | time |\n| --- | ---: |\n".to_owned();
        for (name, time) in &self.pricing {
            let _ = writeln!(text, "| `{name}` | {time} |");
        }
        text + "\n`whole_cart` asks which of 20 promotions apply and then what everything comes to. Goal: `whole_cart/20_promotions/50`\n\
                below 50 µs.\n"
    }
}

fn row(cell: &Cell) -> String {
    let ms = |percent| f64::from(cell.times.percentile(percent)) / 1000.0;
    let (store, postgres) = (cell.per_operation(cell.store_ms), cell.per_operation(cell.postgres_ms));
    format!(
        "| {} | {} | {:.0} | {:.2} | {:.2} | {:.2} | {} | {store:.3} | {postgres:.3} | {:.3} | {} |\n",
        cell.operation.name(),
        cell.connections,
        cell.rate(),
        ms(50),
        ms(95),
        ms(99),
        cell.errors,
        store + postgres,
        cell.operation.goal_ms().unwrap_or_default(),
    )
}
