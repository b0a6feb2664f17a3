//! How often something that invites guessing, or that writes to strangers, may be tried. Counted for the account that is
//! aimed at and for the network that it comes from, whichever is full first.

use chrono::Duration;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A password, at sign-in or where it is asked for again.
    SignIn,
    /// A mail to an address that somebody typed: a new account or a new password.
    AskForMail,
    /// A link of a mail.
    UseLink,
    /// A passkey: asking for a challenge, and answering it.
    UsePasskey,
    /// A promotion code that cannot count, in one cart.
    WrongCode,
    /// To be told when something is back. What one address may ask for in a day is counted by the requests themselves.
    AskForStock,
    /// The code of a gift card that there is not, in one cart.
    WrongGiftCard,
    /// A password of a member of the staff.
    StaffSignIn,
    /// A code of a member's authenticator, or a recovery code.
    StaffCode,
    /// The link of an invitation.
    StaffLink,
    /// A passkey of a member.
    StaffPasskey,
}

/// At most so many tries in any window of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Tries, 1 to 100.
    pub tries: u32,
    /// Length of the window.
    pub window: Duration,
}

impl Action {
    /// Stable word for SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::AskForMail => "ask_for_mail",
            Self::UseLink => "use_link",
            Self::UsePasskey => "use_passkey",
            Self::WrongCode => "wrong_code",
            Self::AskForStock => "ask_for_stock",
            Self::WrongGiftCard => "wrong_gift_card",
            Self::StaffSignIn => "staff_sign_in",
            Self::StaffCode => "staff_code",
            Self::StaffLink => "staff_link",
            Self::StaffPasskey => "staff_passkey",
        }
    }

    /// For one account, address or cart.
    pub const fn per_account(self) -> Limit {
        match self {
            Self::SignIn
            | Self::UseLink
            | Self::UsePasskey
            | Self::WrongCode
            | Self::AskForStock
            | Self::WrongGiftCard
            | Self::StaffSignIn
            | Self::StaffLink
            | Self::StaffPasskey => limit(10, Duration::minutes(1)),
            // Three of a million codes are right at any time: a day of guessing finds one in a few hundred.
            Self::StaffCode => limit(10, Duration::minutes(15)),
            Self::AskForMail => limit(4, Duration::hours(1)),
        }
    }

    /// For one network. More people than one may sit behind it.
    pub const fn per_network(self) -> Limit {
        match self {
            Self::WrongCode | Self::WrongGiftCard => limit(10, Duration::minutes(1)),
            Self::SignIn | Self::UseLink | Self::StaffSignIn | Self::StaffCode | Self::StaffLink => {
                limit(30, Duration::minutes(1))
            }
            // Two a sign-in.
            Self::UsePasskey | Self::StaffPasskey => limit(60, Duration::minutes(1)),
            Self::AskForMail => limit(100, Duration::hours(1)),
            Self::AskForStock => limit(60, Duration::hours(1)),
        }
    }
}

const fn limit(tries: u32, window: Duration) -> Limit {
    Limit { tries, window }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_never_tried_more_often_than_ten_times_a_minute() {
        let actions = [
            Action::SignIn,
            Action::AskForMail,
            Action::UseLink,
            Action::UsePasskey,
            Action::WrongCode,
            Action::AskForStock,
            Action::WrongGiftCard,
            Action::StaffSignIn,
            Action::StaffCode,
            Action::StaffLink,
            Action::StaffPasskey,
        ];
        for action in actions {
            let Limit { tries, window } = action.per_account();
            assert!(tries <= 10 && window >= Duration::minutes(1), "{action:?}");
            assert!(action.per_network().tries <= 100, "{action:?}");
        }
    }
}
