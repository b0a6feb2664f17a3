//! Which authorisations of an order can be let go.

/// Positions of the authorisations that an order can do without, of all that are open, in the order in which they were told. `owed` and `open` in
/// minor units. Kept is the oldest that covers what is owed alone, since money is taken from one of them; where none does,
/// as many as together do, oldest first.
pub fn spare(owed: i64, open: &[i64]) -> Vec<usize> {
    if let Some(kept) = open.iter().position(|minor| owed > 0 && *minor >= owed) {
        return (0..open.len()).filter(|position| *position != kept).collect();
    }
    let mut left = owed;
    let mut spare = Vec::new();
    for (position, minor) in open.iter().enumerate() {
        if left <= 0 {
            spare.push(position);
        }
        left -= minor;
    }
    spare
}

#[cfg(test)]
mod tests {
    use super::spare;

    #[test]
    fn the_oldest_that_covers_what_is_owed_is_kept_and_every_other_let_go() {
        assert!(spare(7088, &[7088]).is_empty());
        assert_eq!(spare(7088, &[7088, 7088]), [1]);
        assert_eq!(spare(7088, &[5000, 7088, 7088]), [0, 2]);
    }

    #[test]
    fn an_order_that_owes_nothing_needs_none() {
        assert_eq!(spare(0, &[7088, 7088]), [0, 1]);
        assert_eq!(spare(-5, &[7088]), [0]);
    }

    #[test]
    fn where_none_covers_it_alone_as_many_are_kept_as_together_do() {
        assert_eq!(spare(7000, &[4000, 4000, 4000]), [2]);
        assert!(spare(9000, &[4000, 4000]).is_empty());
    }
}
