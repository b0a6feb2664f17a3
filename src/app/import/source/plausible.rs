//! Would these bytes be sensible text in Windows-1252?
//!
//! Every byte sequence decodes as Windows-1252, so the question is whether the result looks written by people of
//! Western Europe. There, accented letters stand alone or in pairs among ASCII letters, and the rest of the upper half
//! is quotes, dashes, currency and a few signs that stand between words. Other code pages give themselves away by the
//! five bytes that Windows-1252 leaves undefined, by long runs of high bytes (Cyrillic, Greek, Chinese, Korean), or by
//! signs in the middle of words (Polish, `Shift_JIS`). What cannot be told apart this way: Czech in Windows-1250, whose
//! letters all fall on Western letters.

/// What the high bytes say.
pub enum Verdict {
    /// Plausible Windows-1252.
    Western,
    /// Something else, with a guess for the message.
    Other(&'static str),
}

/// Running counts over the bytes from 0x80 up. Constant size, but for a sample that is used for naming a guess.
#[derive(Default)]
pub struct HighBytes {
    high: u64,
    undefined: u64,
    in_long_runs: u64,
    odd_signs: u64,
    run: u64,
    previous: u8,
    before_previous: u8,
    sample: Vec<u8>,
}

/// Four accented letters in a row do not occur in Western words.
const LONG_RUN: u64 = 4;
const SAMPLE_BYTES: usize = 16 * 1024;

impl HighBytes {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.push(*byte);
        }
        if self.high > 0 && self.sample.len() < SAMPLE_BYTES {
            let room = SAMPLE_BYTES - self.sample.len();
            self.sample.extend(bytes.iter().take(room));
        }
    }

    fn push(&mut self, byte: u8) {
        if byte >= 0x80 {
            self.high += 1;
            self.run += 1;
            self.undefined += u64::from(matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
            self.odd_signs += u64::from(is_rare(byte));
            if self.run == LONG_RUN {
                self.in_long_runs += LONG_RUN;
            } else if self.run > LONG_RUN {
                self.in_long_runs += 1;
            }
        } else {
            self.run = 0;
        }
        let inside_word = is_letter(self.before_previous) && is_letter(byte) && is_sign(self.previous);
        self.odd_signs += u64::from(inside_word);
        self.before_previous = self.previous;
        self.previous = byte;
    }

    /// The judgement over everything that was fed.
    pub fn verdict(&self) -> Verdict {
        let foreign = self.undefined > 0
            || self.in_long_runs * 10 > self.high
            || (self.odd_signs >= 3 && self.odd_signs * 5 > self.high);
        if foreign {
            Verdict::Other(self.guess())
        } else {
            Verdict::Western
        }
    }

    fn guess(&self) -> &'static str {
        let decoded = |codec: &'static encoding_rs::Encoding| codec.decode_without_bom_handling(&self.sample).0;
        let share = |text: &str, belongs: fn(char) -> bool| {
            let foreign = text.chars().filter(|c| !c.is_ascii()).count();
            foreign > 0 && text.chars().filter(|c| belongs(*c)).count() * 10 >= foreign * 9
        };
        if share(&decoded(encoding_rs::SHIFT_JIS), is_japanese) {
            "it looks like Shift_JIS"
        } else if share(&decoded(encoding_rs::WINDOWS_1251), is_cyrillic) {
            "it looks like Windows-1251, Cyrillic"
        } else {
            "it looks like another code page"
        }
    }
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{410}'..='\u{44f}' | 'ё' | 'Ё' | '№' | '«' | '»' | '\u{a0}')
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
        || matches!(byte, 0x8a | 0x8c | 0x8e | 0x9a | 0x9c | 0x9e | 0x9f)
        || (byte >= 0xc0 && byte != 0xd7 && byte != 0xf7)
}

// Signs that no Western word has inside. Apostrophes, hyphens, the middle dot of Catalan, ®/™/©, ordinals, no-break
// spaces and dashes do stand there.
fn is_sign(byte: u8) -> bool {
    byte >= 0x80
        && !is_letter(byte)
        && !matches!(
            byte,
            0x85 | 0x91..=0x94 | 0x96 | 0x97 | 0x99 | 0xa0 | 0xa9 | 0xad | 0xae | 0xb4 | 0xb7 | 0xaa | 0xba
        )
}

// Signs that hardly occur anywhere in a catalogue.
fn is_rare(byte: u8) -> bool {
    matches!(
        byte,
        0x81 | 0x83 | 0x86
            ..=0x88 | 0x8b | 0x8d | 0x8f | 0x90 | 0x98 | 0x9b | 0x9d | 0xa4 | 0xa6 | 0xa8 | 0xac | 0xaf | 0xb8
    )
}
