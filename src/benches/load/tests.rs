//! The tests of the load driver. It has a `main` of its own, so its parts are compiled here once more to be tested.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(dead_code, reason = "only what has tests is used here")]

mod arguments;
mod catalogue;
mod percentile;
#[path = "bare/pgbench.rs"]
mod pgbench;
mod processes;
mod purchases;

mod arguments_tests {
    use crate::arguments::*;
    use std::time::Duration;

    fn parse(text: &str) -> Result<Arguments, String> {
        Arguments::parse(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn what_cargo_adds_changes_nothing() {
        assert_eq!(parse("--bench"), Ok(Arguments::default()));
    }

    #[test]
    fn every_value_can_be_chosen() {
        let read =
            parse("--server x --site z --seconds 2 --products 50 --connections 1,8 --only cart --out y.md --bench")
                .unwrap();

        let expected = Arguments {
            server: "x".into(),
            site: "z".into(),
            duration: Duration::from_secs(2),
            products: 50,
            connections: vec![1, 8],
            only: Some("cart".into()),
            out: "y.md".into(),
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn a_value_that_would_measure_nothing_is_refused() {
        for text in [
            "--seconds 0",
            "--connections 1,0",
            "--products many",
            "--seconds",
            "--unknown 1",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

mod catalogue_tests {
    use crate::catalogue::*;
    use std::collections::HashSet;

    fn file(products: u32) -> String {
        let mut out = Vec::new();
        write(products, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_file_is_the_same_every_time() {
        assert_eq!(file(40), file(40));
    }

    #[test]
    fn every_product_has_three_rows_of_twenty_cells() {
        let file = file(8);

        assert_eq!(file.lines().count(), 1 + 8 * VARIANTS as usize);
        for line in file.lines() {
            let outside_quotes: String = line.split('"').step_by(2).collect();
            assert_eq!(outside_quotes.matches(',').count(), 19, "{line}");
        }
    }

    #[test]
    fn handles_and_stock_codes_are_unique() {
        let handles: HashSet<_> = (0..20_000).map(handle).collect();
        let skus: HashSet<_> = (0..80_000).filter(|number| number % 4 == 3).map(search_words).collect();

        assert_eq!((handles.len(), skus.len()), (20_000, 20_000));
    }

    #[test]
    fn searches_are_for_what_is_there_and_one_in_four_is_misspelt() {
        let file = file(4);
        let is_in_file = |number| file.contains(&search_words(number));

        assert_eq!([0, 1, 2, 3].map(is_in_file), [true, true, false, true]);
    }
}

mod percentile_tests {
    use crate::percentile::Times;

    #[test]
    fn percentiles_are_measured_values_by_nearest_rank() {
        let times = Times::of((1..=200).rev().collect());

        assert_eq!(
            [50, 95, 99, 100].map(|percent| times.percentile(percent)),
            [100, 190, 198, 200]
        );
    }

    #[test]
    fn one_measurement_is_every_percentile_and_none_is_zero() {
        assert_eq!(
            [0, 50, 99].map(|percent| Times::of(vec![7]).percentile(percent)),
            [7, 7, 7]
        );
        assert_eq!(Times::default().percentile(99), 0);
    }

    #[test]
    fn a_rank_between_two_measurements_takes_the_slower() {
        assert_eq!(Times::of(vec![10, 20, 30]).percentile(50), 20);
        assert_eq!(Times::of(vec![10, 20, 30]).percentile(95), 30);
    }
}

mod pgbench_tests {
    use crate::pgbench::*;

    const WORDS: &str = "number of clients: 64\nnumber of transactions actually processed: 640/640\n\
        number of failed transactions: 0 (0.000%)\ntps = 1234.5 (without initial connection time)\n";

    #[test]
    fn the_rate_is_read_only_where_all_transactions_were_made() {
        assert_eq!(rate(WORDS, 640), Some(1234.5));
        assert_eq!(rate(WORDS, 641), None);
        assert_eq!(rate(&WORDS.replace("640/640", "639/640"), 640), None);
        assert_eq!(rate("", 640), None);
    }

    #[test]
    fn a_script_is_one_transaction_over_the_next_cart() {
        let script = script(&["select 1;", "select 2;"]);

        assert!(script.starts_with("\\set turn :turn + 1\n"));
        assert!(script.ends_with("begin;\nselect 1;\nselect 2;\ncommit;\n"));
    }
}

mod purchases_tests {
    use crate::purchases::*;

    #[test]
    fn rates_stand_beside_the_bare_ones_and_their_goals() {
        let page = Purchases {
            placement: Some(400.0),
            mixed: Some(150.0),
            hot: Some(90.0),
            bare: Some(Bare {
                placement: 800.0,
                purchase: 600.0,
                hot: 300.0,
            }),
        }
        .to_markdown();

        for row in [
            "| placement of 2 lines, the request alone | 400 | 800 | 50 % | 50 % |",
            "| whole purchase of 2 lines | 150 | 600 | 25 % | 50 % |",
            "| whole purchase of one hot variant | 90 | 300 | 30 % |  |",
            "A hot variant, of purchases of 2 lines: 60 % (goal: at least 40 %).",
        ] {
            assert!(page.contains(row), "{row}\n{page}");
        }
    }

    #[test]
    fn what_was_not_measured_is_said() {
        let page = Purchases {
            placement: Some(400.0),
            ..Purchases::default()
        }
        .to_markdown();

        assert!(page.contains("| 400 | not measured | not measured | 50 % |"), "{page}");
        assert!(page.contains("No pgbench was found"));
        assert_eq!(Purchases::default().to_markdown(), "");
    }
}

mod processes_tests {
    use crate::processes::*;

    #[test]
    fn a_name_with_parentheses_does_not_shift_the_fields() {
        let text = "4711 (postgres: (a) b) S 4700 4711 4711 0 -1 4194560 900 0 1 0 250 50 7 3 20 0 1 0 8437 236 55\n";

        let read = parse_stat(text);

        assert_eq!(
            read,
            Some(Stat {
                parent: 4700,
                own_ms: 3000,
                inherited_ms: 100
            })
        );
    }

    #[test]
    fn a_line_that_was_cut_short_is_no_process() {
        assert_eq!(parse_stat(""), None);
        assert_eq!(parse_stat("1 (init) S 0 1"), None);
    }

    #[test]
    fn shared_memory_is_counted_once_in_the_proportional_sum() {
        let text = "55d0-7ffe ---p 00000000 00:00 0 [rollup]\nRss:   2048 kB\nPss:    512 kB\nPss_Dirty:  12 kB\n";

        assert_eq!(
            parse_memory(text),
            Memory {
                resident: 2048,
                proportional: 512
            }
        );
        assert_eq!(parse_memory(""), Memory::default());
    }

    #[test]
    fn our_own_process_is_found_with_its_parent_and_its_memory() {
        let own = std::process::id();
        let parent = stat(own).unwrap().parent;

        assert!(children(parent).contains(&own));
        assert!(memory(own).resident > 0);
        let alone = cpu_ms(own);
        assert!(tree_cpu_ms(own) >= alone);
    }

    #[test]
    fn the_time_of_a_child_that_ended_is_not_lost() {
        let before = tree_cpu_ms(std::process::id());

        let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        std::process::Command::new("sh").args(["-c", busy]).status().unwrap();

        assert!(tree_cpu_ms(std::process::id()) > before);
    }
}
