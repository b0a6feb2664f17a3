//! Path data: lines, mirrored outlines and smooth curves through points.

use std::fmt::Write as _;

/// A place on the canvas: x to the right, y downwards.
pub type Point = (f64, f64);

/// The right half of something symmetrical about x = 0, drawn from top to bottom.
#[derive(Clone, Debug)]
pub struct Half {
    start: Point,
    curves: Vec<[Point; 3]>,
}

impl Half {
    /// Begins at `start`, the upper end of the half.
    pub const fn from(start: Point) -> Self {
        Self {
            start,
            curves: Vec::new(),
        }
    }

    /// Goes on along a cubic curve with two controls to `end`.
    #[must_use]
    pub fn curve(mut self, first: Point, second: Point, end: Point) -> Self {
        self.curves.push([first, second, end]);
        self
    }

    /// Goes on straight to `end`.
    #[must_use]
    pub fn line(self, end: Point) -> Self {
        let last = self.end();
        self.curve(last, end, end)
    }

    /// The closed outline: down the right side, up the mirrored left.
    pub fn mirrored(&self) -> String {
        let mut data = self.right();
        let _ = write!(data, "{} Z", self.left_upwards());
        data
    }

    /// The closed outline, its axis moved to `x`.
    pub fn mirrored_at(&self, x: f64) -> String {
        let right = |point: Point| at((x + point.0, point.1));
        let left = |point: Point| at((x - point.0, point.1));
        let mut data = format!("M{}", right(self.start));
        for [first, second, end] in &self.curves {
            let _ = write!(data, " C{} {} {}", right(*first), right(*second), right(*end));
        }
        for (index, [first, second, _]) in self.curves.iter().enumerate().rev() {
            let back = index.checked_sub(1).and_then(|before| self.curves.get(before));
            let end = back.map_or(self.start, |curve| curve[2]);
            let _ = write!(data, " C{} {} {}", left(*second), left(*first), left(end));
        }
        data + "Z"
    }

    /// The right half alone, open.
    pub fn right(&self) -> String {
        let mut data = format!("M{}", at(self.start));
        for [first, second, end] in &self.curves {
            let _ = write!(data, " C{} {} {}", at(*first), at(*second), at(*end));
        }
        data
    }

    /// The left half alone, open, from bottom to top.
    pub fn left(&self) -> String {
        format!("M{}{}", at(flip(self.end())), self.left_upwards())
    }

    fn end(&self) -> Point {
        self.curves.last().map_or(self.start, |curve| curve[2])
    }

    fn left_upwards(&self) -> String {
        let mut data = format!(" L{}", at(flip(self.end())));
        for (index, [first, second, _]) in self.curves.iter().enumerate().rev() {
            let back = index.checked_sub(1).and_then(|before| self.curves.get(before));
            let end = back.map_or(self.start, |curve| curve[2]);
            let _ = write!(data, " C{} {} {}", at(flip(*second)), at(flip(*first)), at(flip(end)));
        }
        data
    }
}

/// `point` on the other side of x = 0.
pub fn flip(point: Point) -> Point {
    (-point.0, point.1)
}

/// One coordinate pair as path data writes it.
pub fn at(point: Point) -> String {
    format!("{:.1} {:.1}", point.0, point.1)
}

/// Straight lines through `points`.
pub fn lines(points: &[Point]) -> String {
    let mut data = String::new();
    for (index, point) in points.iter().enumerate() {
        let verb = if index == 0 { 'M' } else { 'L' };
        let _ = write!(data, "{verb}{}", at(*point));
    }
    data
}

/// A closed shape with straight sides.
pub fn polygon(points: &[Point]) -> String {
    lines(points) + "Z"
}

/// A soft curve through all of `points` (Catmull and Rom's, a sixth of the chord).
pub fn smooth(points: &[Point]) -> String {
    let Some(first) = points.first() else {
        return String::new();
    };
    let mut data = format!("M{}", at(*first));
    let near = |index: usize| points[index.min(points.len() - 1)];
    for index in 1..points.len() {
        let (before, from) = (near(index.saturating_sub(2)), near(index - 1));
        let (to, after) = (near(index), near(index + 1));
        let lead = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
        let trail = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
        let _ = write!(data, " C{} {} {}", at(lead), at(trail), at(to));
    }
    data
}

/// A closed soft shape through all of `points`.
pub fn blob(points: &[Point]) -> String {
    let count = points.len();
    let mut round = Vec::with_capacity(count + 3);
    round.extend(points.iter().cycle().skip(count.saturating_sub(1)).take(count + 3));
    let whole = smooth(&round);
    let inner: Vec<&str> = whole.split(" C").collect();
    match inner.as_slice() {
        [_, lead, body @ .., _] => {
            let start = lead.split(' ').skip(4).collect::<Vec<_>>().join(" ");
            format!("M{start} C{} Z", body.join(" C"))
        }
        _ => String::new(),
    }
}

/// An ellipse as path data, so that it may be a hole or a clip.
pub fn ellipse(centre: Point, across: f64, down: f64) -> String {
    let (left, right) = (centre.0 - across, centre.0 + across);
    format!(
        "M{left:.1} {y:.1} A{across:.1} {down:.1} 0 1 1 {right:.1} {y:.1} A{across:.1} {down:.1} 0 1 1 {left:.1} {y:.1} Z",
        y = centre.1,
    )
}

/// A rectangle with round corners of `radius`.
pub fn rounded(corner: Point, width: f64, height: f64, radius: f64) -> String {
    let (x, y) = corner;
    let (right, bottom) = (x + width, y + height);
    format!(
        "M{:.1} {y:.1} H{:.1} Q{right:.1} {y:.1} {right:.1} {:.1} V{:.1} Q{right:.1} {bottom:.1} {:.1} {bottom:.1} H{:.1} Q{x:.1} {bottom:.1} {x:.1} {:.1} V{:.1} Q{x:.1} {y:.1} {:.1} {y:.1} Z",
        x + radius,
        right - radius,
        y + radius,
        bottom - radius,
        right - radius,
        x + radius,
        bottom - radius,
        y + radius,
        x + radius,
    )
}

/// Points at even steps of the parameter along one cubic curve, both ends included.
pub fn along(curve: [Point; 4], steps: u16) -> Vec<Point> {
    let steps = steps.max(1);
    (0..=steps)
        .map(|step| {
            let done = f64::from(step) / f64::from(steps);
            let left = 1.0 - done;
            let shares = [
                left.powi(3),
                3.0 * left.powi(2) * done,
                3.0 * left * done.powi(2),
                done.powi(3),
            ];
            let blended = shares.iter().zip(curve);
            blended.fold((0.0, 0.0), |sum, (share, point)| {
                (sum.0 + share * point.0, sum.1 + share * point.1)
            })
        })
        .collect()
}

/// Places at even distances of `step` along the polyline `points`, each with the
/// direction in degrees in which the line runs there.
pub fn paces(points: &[Point], step: f64) -> Vec<(Point, f64)> {
    let mut found = Vec::new();
    let mut owed = 0.0;
    for pair in points.windows(2) {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let length = dx.hypot(dy);
        let angle = dy.atan2(dx).to_degrees();
        while owed <= length && length > 0.0 {
            let part = owed / length;
            found.push(((pair[0].0 + dx * part, pair[0].1 + dy * part), angle));
            owed += step;
        }
        owed -= length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrored_half_closes_where_it_began() {
        let drop = Half::from((0.0, -10.0))
            .curve((5.0, -10.0), (8.0, 0.0), (0.0, 10.0))
            .mirrored();

        assert_eq!(
            drop,
            "M0.0 -10.0 C5.0 -10.0 8.0 0.0 0.0 10.0 L-0.0 10.0 C-8.0 0.0 -5.0 -10.0 -0.0 -10.0 Z"
        );
    }

    #[test]
    fn paces_keep_their_distance_around_a_corner() {
        let walked = paces(&[(0.0, 0.0), (3.0, 0.0), (3.0, 3.0)], 2.0);

        let places: Vec<Point> = walked.iter().map(|pace| pace.0).collect();
        assert_eq!(places, [(0.0, 0.0), (2.0, 0.0), (3.0, 1.0), (3.0, 3.0)]);
    }

    #[test]
    fn blob_passes_through_its_points_and_closes() {
        let shape = blob(&[(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)]);

        assert!(shape.starts_with("M0.0 -5.0 C"), "{shape}");
        assert!(shape.contains(" 5.0 0.0 C"), "{shape}");
        assert!(shape.ends_with(" 0.0 -5.0 Z"), "{shape}");
    }
}
