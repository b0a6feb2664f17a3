//! Pictures as customers take them: near, aslant, in whatever light there was.

pub mod body;
pub mod close;
pub mod evening;
pub mod hand;
pub mod hands;
pub mod head;
pub mod home;
pub mod lens;
pub mod paddling;
pub mod road;
pub mod shore;
pub mod table;
pub mod towel;
pub mod water;
pub mod worn;

use super::canvas::Canvas;

/// A picture held upright, 1200 by 1500 units.
fn upright(draw: impl FnOnce(&mut Canvas)) -> String {
    let mut c = Canvas::new(1200, 1500);
    draw(&mut c);
    c.finish()
}

/// A square picture, 1200 by 1200 units.
fn square(draw: impl FnOnce(&mut Canvas)) -> String {
    let mut c = Canvas::new(1200, 1200);
    draw(&mut c);
    c.finish()
}
