//! Why a file is not taken, in a sentence that tells its owner what to do.

use std::error::Error;

/// What kind of refusal it is; a door turns it into its own status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Too many bytes or pixels: 413.
    TooLarge,
    /// Not one of the formats that are taken: 415.
    UnsupportedType,
    /// Of a known format, but empty or broken: 422.
    Unreadable,
}

impl RefusalKind {
    /// The HTTP status for this kind.
    pub fn status(self) -> u16 {
        match self {
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::Unreadable => 422,
        }
    }
}

/// An expected refusal of a picture. `Display` is the sentence for the person who sent it.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("The file is empty. Choose the picture again and send it once more.")]
    Empty,
    #[error("The file is {bytes} bytes; at most {limit} are taken. Save the picture smaller and send it again.")]
    TooManyBytes { bytes: usize, limit: usize },
    #[error(
        "The picture is {width} × {height} pixels; at most {limit} in all are taken. Make it smaller and send it again."
    )]
    TooManyPixels { width: u32, height: u32, limit: u64 },
    #[error(
        "The picture is {width} × {height} pixels; no side may be longer than {limit}. Crop it or make it smaller."
    )]
    SideTooLong { width: u32, height: u32, limit: u32 },
    #[error("The picture takes too much memory to open. Save it smaller, with 8 bits a channel and not progressive.")]
    TooMuchMemory { bytes: u64, limit: u64 },
    #[error("This is {found}. Save the picture as JPEG, PNG, WebP or GIF and send that.")]
    Unsupported { found: &'static str },
    #[error("The picture ends before it is complete. Send the whole file again.")]
    CutOff,
    #[error("The picture is damaged and cannot be opened. Save it anew from its program and send that.")]
    Broken {
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
}

impl Refusal {
    /// Which of the three kinds it is.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::TooManyBytes { .. }
            | Self::TooManyPixels { .. }
            | Self::SideTooLong { .. }
            | Self::TooMuchMemory { .. } => RefusalKind::TooLarge,
            Self::Unsupported { .. } => RefusalKind::UnsupportedType,
            Self::Empty | Self::CutOff | Self::Broken { .. } => RefusalKind::Unreadable,
        }
    }

    /// Damaged, with what the decoder said.
    pub(super) fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken {
            source: Some(source.into()),
        }
    }
}
