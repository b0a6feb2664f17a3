//! An outside engine that works taxes out (R16): what it is asked, what it may answer, and what is done without an answer.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{TaxBasis, TaxPart};
use crate::money::Currency;
use crate::pricing::{CartLineInput, DeliveryInput, Destination, PricedCart, PricingContext};

/// Whether a market asks an engine at checkout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnginePolicy {
    /// Never: the table decides.
    #[default]
    Off,
    /// Always: without an answer nothing can be bought.
    Block,
    /// Always: without an answer the table decides, and a person looks at the order.
    Fallback,
}

impl EnginePolicy {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Block => "block",
            Self::Fallback => "fallback",
        }
    }

    /// Reads the stable word; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Off, Self::Block, Self::Fallback]
            .into_iter()
            .find(|policy| policy.as_str() == word)
    }
}

/// Where the taxes of a cart or an order come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum TaxSource {
    /// The shop's table, by R10.
    #[default]
    Table,
    /// An engine's answer.
    Engine {
        /// Its name.
        provider: String,
        /// SHA-256 of its answer, in hexadecimal digits.
        response_hash: String,
    },
    /// The shop's table, since the engine gave no answer.
    Fallback {
        /// The engine's name.
        provider: String,
    },
}

impl TaxSource {
    /// Whether no engine had a part in it.
    pub const fn is_table(&self) -> bool {
        matches!(self, Self::Table)
    }
}

/// What an engine is asked: everything that a tax may depend on, and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaxQuestion {
    /// Of every amount.
    pub currency: Currency,
    /// Whether the amounts contain tax.
    pub tax_basis: TaxBasis,
    /// Where the goods go.
    pub destination: Destination,
    /// In creation order.
    pub lines: Vec<QuestionLine>,
    /// Of the delivery, after discounts; absent where nothing is sent.
    pub delivery: Option<QuestionDelivery>,
}

/// One line of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionLine {
    /// Which one.
    pub line_seq: u32,
    /// Category of the goods in the shop's table.
    pub tax_category: String,
    /// Units.
    pub quantity: u32,
    /// Minor units after discounts.
    pub amount_minor: i64,
}

/// The delivery of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionDelivery {
    /// Category of the delivery in the shop's table.
    pub tax_category: String,
    /// Minor units after discounts.
    pub amount_minor: i64,
}

impl TaxQuestion {
    /// The question about a cart that was priced from these lines and this delivery.
    pub fn new(
        lines: &[CartLineInput],
        delivery: Option<&DeliveryInput>,
        priced: &PricedCart,
        context: &PricingContext,
    ) -> Self {
        let line = |(input, priced): (&CartLineInput, &crate::pricing::PricedLine)| QuestionLine {
            line_seq: input.line_seq,
            tax_category: input.tax_category.clone(),
            quantity: input.quantity,
            amount_minor: priced.list_minor - priced.discount_minor,
        };
        let of_delivery = delivery.zip(priced.delivery.as_ref());
        Self {
            currency: context.currency,
            tax_basis: context.basis,
            destination: context.destination.clone(),
            lines: lines.iter().zip(&priced.lines).map(line).collect(),
            delivery: of_delivery.map(|(input, priced)| QuestionDelivery {
                tax_category: input.tax_category.clone(),
                amount_minor: priced.price_minor - priced.discount_minor,
            }),
        }
    }

    /// Names this question: equal for equal questions, in 64 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        // A struct of words and numbers is always written.
        let written = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(written)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// What an engine answers: the taxes of each line and of the delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxAnswer {
    /// Each line of the question once, in any order.
    pub lines: Vec<AnsweredLine>,
    /// Of the delivery.
    #[serde(default)]
    pub delivery: Vec<TaxPart>,
}

/// The taxes of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredLine {
    /// Which one.
    pub line_seq: u32,
    /// One a jurisdiction; none where nothing is due.
    pub taxes: Vec<TaxPart>,
}

/// Why an answer is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    /// Lines are missing, there twice, or of another cart; or there are taxes of a delivery that is none.
    #[error("it does not answer each line of the question once")]
    Lines,
    /// A tax below nothing, or more than the amount that it is of (R11).
    #[error("a tax is below zero or above its amount")]
    Amount,
    /// Too many taxes of one amount, or one without a name that fits a receipt.
    #[error("a tax has no name of 1 to 60 characters, or a line has more than 20 taxes")]
    Parts,
}

/// Most taxes of one amount.
const MOST_PARTS: usize = 20;

impl TaxAnswer {
    /// Whether it can be the answer to a question: R11 holds with it.
    ///
    /// # Errors
    /// [`AnswerFault`].
    pub fn check(&self, question: &TaxQuestion) -> Result<(), AnswerFault> {
        let mut answered: Vec<u32> = self.lines.iter().map(|line| line.line_seq).collect();
        let mut asked: Vec<u32> = question.lines.iter().map(|line| line.line_seq).collect();
        answered.sort_unstable();
        asked.sort_unstable();
        if answered != asked || (question.delivery.is_none() && !self.delivery.is_empty()) {
            return Err(AnswerFault::Lines);
        }
        for line in &question.lines {
            sound(self.of_line(line.line_seq), line.amount_minor)?;
        }
        question
            .delivery
            .as_ref()
            .map_or(Ok(()), |delivery| sound(&self.delivery, delivery.amount_minor))
    }

    /// The taxes of a line.
    pub fn of_line(&self, line_seq: u32) -> &[TaxPart] {
        let found = self.lines.iter().find(|line| line.line_seq == line_seq);
        found.map_or(&[], |line| line.taxes.as_slice())
    }
}

fn sound(parts: &[TaxPart], amount_minor: i64) -> Result<(), AnswerFault> {
    let is_line = |text: &str| (1..=60).contains(&text.chars().count()) && !text.contains(char::is_control);
    if parts.len() > MOST_PARTS
        || !parts
            .iter()
            .all(|part| is_line(&part.name) && is_line(&part.jurisdiction))
    {
        return Err(AnswerFault::Parts);
    }
    let sum = sum_of(parts).filter(|_| parts.iter().all(|part| part.amount_minor >= 0));
    match sum {
        Some(sum) if sum <= amount_minor => Ok(()),
        _ => Err(AnswerFault::Amount),
    }
}

/// What taxes come to together; `None` where that does not fit.
pub fn sum_of(parts: &[TaxPart]) -> Option<i64> {
    parts
        .iter()
        .try_fold(0_i64, |sum, part| sum.checked_add(part.amount_minor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rate::Rate;

    fn part(amount_minor: i64) -> TaxPart {
        TaxPart {
            name: "VAT".into(),
            jurisdiction: "DE".into(),
            rate: Rate::from_ppm(190_000),
            amount_minor,
        }
    }

    fn question() -> TaxQuestion {
        let line = |line_seq, amount_minor| QuestionLine {
            line_seq,
            tax_category: "standard".into(),
            quantity: 1,
            amount_minor,
        };
        TaxQuestion {
            currency: Currency::EUR,
            tax_basis: TaxBasis::Inclusive,
            destination: Destination {
                country: "DE".into(),
                region: None,
                postal_code: None,
            },
            lines: vec![line(1, 1000), line(2, 0)],
            delivery: None,
        }
    }

    fn answer(lines: &[(u32, &[i64])]) -> TaxAnswer {
        let line = |(line_seq, taxes): &(u32, &[i64])| AnsweredLine {
            line_seq: *line_seq,
            taxes: taxes.iter().map(|minor| part(*minor)).collect(),
        };
        TaxAnswer {
            lines: lines.iter().map(line).collect(),
            delivery: Vec::new(),
        }
    }

    #[test]
    fn an_answer_is_taken_when_every_amount_holds_its_tax() {
        assert_eq!(answer(&[(2, &[]), (1, &[160, 0])]).check(&question()), Ok(()));
    }

    #[test]
    fn an_answer_to_something_else_or_beyond_reason_is_not_taken() {
        let check = |answer: TaxAnswer| answer.check(&question());
        for lines in [
            &[(1, [160].as_slice())][..],
            &[(1, &[160]), (3, &[])],
            &[(1, &[160]), (1, &[160]), (2, &[])],
        ] {
            assert_eq!(check(answer(lines)), Err(AnswerFault::Lines));
        }
        for minor in [&[1001][..], &[-1], &[-1, 1], &[i64::MAX, 1]] {
            assert_eq!(check(answer(&[(1, minor), (2, &[])])), Err(AnswerFault::Amount));
        }
        assert_eq!(check(answer(&[(1, &[]), (2, &[1])])), Err(AnswerFault::Amount));
        assert_eq!(check(answer(&[(1, &[0; 21]), (2, &[])])), Err(AnswerFault::Parts));
        let mut nameless = answer(&[(1, &[160]), (2, &[])]);
        nameless.lines[0].taxes[0].name = "\n".into();
        assert_eq!(check(nameless), Err(AnswerFault::Parts));
        let mut delivered = answer(&[(1, &[160]), (2, &[])]);
        delivered.delivery.push(part(1));
        assert_eq!(check(delivered), Err(AnswerFault::Lines));
    }

    #[test]
    fn the_fingerprint_names_the_question() {
        let mut other = question();
        assert_eq!(question().fingerprint(), other.fingerprint());
        assert_eq!(other.fingerprint().len(), 64);
        other.lines[1].amount_minor += 1;
        assert_ne!(question().fingerprint(), other.fingerprint());
    }
}
