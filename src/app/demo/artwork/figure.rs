//! People, small and far off: nobody in particular.

use super::canvas::Canvas;
use super::colour::Colour;
use super::palette::{BARK, CLAY, FOAM, SHADOW, WHITE};
use super::path::{ellipse, polygon};
use super::surf::board::Board;

/// The skin tones of the people in the pictures.
pub const SKINS: [Colour; 3] = [CLAY, BARK, Colour::new(226, 178, 146)];

/// Somebody who stands with a board, seen from behind; 300 high, feet at the origin.
pub fn surfer(c: &mut Canvas, suit: Colour, skin: Colour, board: &Board, light: Colour) {
    c.group(r#"transform="translate(66 6) rotate(4) scale(.31)""#, |c| {
        let drop = -board.template.length();
        c.placed((0.0, drop), 0.0, 1.0, |c| board.draw(c));
    });
    person(c, suit, skin, light);
    limb(c, "M33 -222 C52 -206 66 -180 74 -152", 16.0, suit.shaded(8));
    limb(c, "M74 -152 L76 -146", 15.0, skin);
}

/// Somebody who stands and looks at the sea; 300 high, feet at the origin.
pub fn person(c: &mut Canvas, suit: Colour, skin: Colour, light: Colour) {
    for (path, colour, width) in [
        ("M-15 -130 C-18 -90 -18 -50 -19 -8", suit.shaded(14), 25.0),
        ("M15 -130 C18 -90 17 -50 18 -8", suit.shaded(20), 25.0),
        ("M-19 -6 L-23 0", skin, 15.0),
        ("M18 -6 L23 0", skin, 15.0),
        ("M-33 -222 C-46 -194 -48 -166 -45 -140", suit.shaded(8), 16.0),
        ("M-45 -140 L-44 -132", skin, 15.0),
        ("M0 -262 V-232", skin.shaded(14), 16.0),
    ] {
        limb(c, path, width, colour);
    }
    c.fill("M-38 -232 C-26 -246 26 -246 38 -232 C40 -204 28 -180 28 -160 C30 -146 32 -134 30 -122 L-30 -122 C-32 -134 -30 -146 -28 -160 C-28 -180 -40 -204 -38 -232Z", suit);
    c.fill(&ellipse((0.0, -276.0), 17.0, 20.0), BARK.shaded(44));
    c.fill(
        "M-17 -280 C-20 -256 -13 -240 -3 -236 C8 -238 18 -256 17 -280Z",
        BARK.shaded(44),
    );
    c.stroke("M-38 -230 C-39 -204 -28 -180 -28 -160 M-28 -128 C-31 -90 -30 -50 -31 -10 M-40 -222 C-54 -194 -56 -166 -52 -142", light, 2.6, 80);
}

fn limb(c: &mut Canvas, path: &str, width: f64, colour: Colour) {
    c.stroke(path, colour, width, 100);
}

/// The long shadow of somebody who stands against the sun.
pub fn long_shadow(c: &mut Canvas, half: f64, length: f64) {
    let fade = c.linear((0.0, 0.0), (0.0, length), &[(0, SHADOW, 46), (100, SHADOW, 0)]);
    c.fill(
        &polygon(&[(-half, -4.0), (half, -4.0), (half * 2.2, length), (-half * 1.4, length)]),
        fade,
    );
}

/// A swimmer from above, heading up: 560 long.
pub fn swimmer(c: &mut Canvas, suit: Colour, cap: Colour, skin: Colour) {
    let shade = skin.shaded(18);
    c.soft(16, 40, |c| {
        c.group(r#"transform="translate(96 120)""#, |c| swimmer_limbs(c, SHADOW, SHADOW));
    });
    splash(c);
    swimmer_limbs(c, skin, shade);
    c.fill("M-46 -62 C-32 -84 -26 -96 -27 -108 L-16 -108 C-14 -72 14 -72 16 -108 L27 -108 C26 -96 32 -84 46 -62 C42 -20 37 0 38 24 C44 46 46 60 42 84 C26 112 12 120 0 120 C-12 120 -26 112 -42 84 C-46 60 -44 46 -38 24 C-37 0 -42 -20 -46 -62Z", suit);
    c.stroke("M0 -64 C-3 -30 -3 20 0 84", SHADOW, 9.0, 14);
    c.stroke("M-39 -50 C-33 -10 -34 20 -36 60", WHITE, 7.0, 40);
    c.fill(&ellipse((2.0, -146.0), 37.0, 43.0), cap);
    c.stroke("M-16 -176 C-26 -160 -27 -144 -22 -128", WHITE, 9.0, 60);
}

fn swimmer_limbs(c: &mut Canvas, skin: Colour, shade: Colour) {
    for (path, colour, width) in [
        ("M-22 100 C-26 160 -24 190 -28 220", shade, 33.0),
        ("M-28 220 C-32 260 -36 290 -36 316", shade, 27.0),
        ("M22 100 C30 150 28 180 26 206", skin, 33.0),
        ("M26 206 C24 240 28 266 22 292", skin, 27.0),
        ("M-37 318 L-32 344 M22 294 L30 318", shade, 19.0),
        ("M46 -88 C72 -130 84 -180 80 -230", skin, 27.0),
        ("M80 -230 C78 -262 72 -286 66 -300", skin, 21.0),
        ("M-46 -86 C-88 -92 -116 -70 -122 -36", shade, 27.0),
        ("M-122 -36 C-126 -8 -118 16 -106 34", shade, 21.0),
        ("M0 -120 V-90", shade, 34.0),
    ] {
        limb(c, path, width, colour);
    }
    c.fill("M-56 -94 C-24 -112 24 -112 56 -94 C60 -50 40 -10 38 24 C46 50 50 70 42 104 L-42 104 C-50 70 -46 50 -38 24 C-40 -10 -60 -50 -56 -94Z", skin);
}

fn splash(c: &mut Canvas) {
    for (path, width) in [
        ("M30 -300 C40 -336 84 -344 104 -312", 8.0),
        ("M10 -316 C30 -372 100 -380 132 -326", 4.0),
        ("M-60 350 C-50 400 -56 440 -44 490", 13.0),
        ("M-16 360 C-10 410 -14 450 -6 520", 9.0),
        ("M36 330 C50 380 44 430 54 470", 12.0),
        ("M-142 30 C-160 60 -156 100 -136 124", 8.0),
        ("M-160 10 C-186 60 -178 120 -150 156", 4.0),
        ("M70 -40 C86 20 80 80 96 140", 5.0),
    ] {
        c.stroke(path, WHITE, width, 72);
    }
    for (x, y, size) in [
        (-10.0, -350.0, 6.0),
        (150.0, -350.0, 5.0),
        (-70.0, 430.0, 8.0),
        (74.0, 420.0, 7.0),
        (14.0, 560.0, 6.0),
        (-30.0, 540.0, 9.0),
        (60.0, 510.0, 5.0),
        (-170.0, 170.0, 6.0),
    ] {
        c.tint(&ellipse((x, y), size, size), FOAM, 90);
    }
}

/// Somebody who rides a wave to the left, knees bent; about 320 wide, the board at y = 0.
pub fn surfer_low(c: &mut Canvas, suit: Colour, skin: Colour, board: Colour, light: Colour) {
    let plank = "M-190 4 C-150 -14 60 -16 170 0 C178 4 176 10 168 12 C60 22 -130 22 -190 4Z";
    c.soft(6, 50, |c| {
        c.draw(format_args!(
            r#"<path d="M-240 30 C-120 14 80 16 230 44 C80 60 -120 52 -240 30Z" fill="{WHITE}"/>"#
        ));
    });
    c.fill(plank, board);
    c.stroke("M-186 3 C-150 -13 60 -15 168 0", light, 4.0, 90);
    for (path, colour, width) in [
        ("M10 -96 C-30 -92 -52 -70 -58 -6", suit.shaded(14), 26.0),
        ("M14 -92 C58 -84 72 -60 70 -8", suit, 26.0),
        ("M-58 -8 L-80 -4 M70 -8 L52 -3", skin, 14.0),
        ("M12 -96 C2 -130 -8 -150 -22 -170", suit, 44.0),
        ("M-24 -170 C-60 -160 -92 -150 -120 -154", suit.shaded(8), 17.0),
        ("M-16 -168 C30 -176 62 -190 92 -214", suit.shaded(18), 17.0),
        ("M-120 -154 L-130 -158 M92 -214 L100 -222", skin, 15.0),
        ("M-30 -184 L-38 -200", skin.shaded(10), 18.0),
    ] {
        limb(c, path, width, colour);
    }
    c.fill(&ellipse((-44.0, -212.0), 19.0, 22.0), BARK.shaded(44));
    c.fill(
        "M-44 -234 C-20 -236 -14 -212 -4 -200 C-20 -202 -30 -196 -36 -192Z",
        BARK.shaded(44),
    );
    c.stroke("M-34 -176 C-24 -140 -14 -120 -6 -98", light, 4.0, 60);
}
