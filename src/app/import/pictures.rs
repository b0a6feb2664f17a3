//! Picture addresses of a file: checked for shape only. Nothing is fetched here; a job does that, under the rules for
//! foreign addresses.

use std::collections::HashMap;
use std::path::Path;

use url::Url;

use super::cell::{At, shortened};
use super::draft::{IMAGE_LIMIT, ImageDraft};
use super::outcome::{Notice, Refusal};

/// The table's index cannot hold more.
const ADDRESS_LIMIT: usize = 2000;

/// Larger files are not accepted as pictures anyway.
const FILE_LIMIT_BYTES: u64 = 20_000_000;

/// The files of `--media-dir` by name, so that only what lies in that folder itself is ever taken.
#[derive(Debug, Default, Clone)]
pub struct MediaFolder(HashMap<String, String>);

impl MediaFolder {
    /// Lists a folder. Symbolic links, folders and files over 20 MB are left out.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn open(folder: Option<&Path>) -> std::io::Result<Self> {
        let mut files = HashMap::new();
        if let Some(folder) = folder {
            for entry in folder.canonicalize()?.read_dir()? {
                let entry = entry?;
                let is_picture = entry.file_type()?.is_file() && entry.metadata()?.len() <= FILE_LIMIT_BYTES;
                if let (true, Ok(name)) = (is_picture, entry.file_name().into_string()) {
                    files.insert(name, entry.path().to_string_lossy().into_owned());
                }
            }
        }
        Ok(Self(files))
    }

    fn find(&self, address: &Address) -> Option<String> {
        self.0.get(&address.file_name).cloned()
    }
}

struct Address {
    source: String,
    file_name: String,
    is_remote: bool,
}

impl Address {
    fn parse(raw: &str) -> Option<Self> {
        match Url::parse(raw) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => {
                let file_name = url
                    .path_segments()
                    .and_then(|mut parts| parts.next_back())
                    .unwrap_or_default();
                Some(Self {
                    source: raw.to_owned(),
                    file_name: file_name.to_owned(),
                    is_remote: true,
                })
            }
            Err(url::ParseError::RelativeUrlWithoutBase) if !raw.contains(['/', '\\', '\0']) => Some(Self {
                source: format!("file:{raw}"),
                file_name: raw.to_owned(),
                is_remote: false,
            }),
            _ => None,
        }
    }
}

/// The pictures of one product under construction.
pub struct Pictures<'a> {
    folder: &'a MediaFolder,
    found: Vec<(u32, ImageDraft)>,
}

impl<'a> Pictures<'a> {
    /// None yet.
    pub fn new(folder: &'a MediaFolder) -> Self {
        Self {
            folder,
            found: Vec::new(),
        }
    }

    /// Adds a picture, or notes why it is left out. A repeated address keeps its first place.
    ///
    /// # Errors
    /// A [`Refusal`] when the address or the number of pictures is beyond what fits.
    pub fn add(
        &mut self,
        raw: &str,
        alt: String,
        position: Option<u32>,
        at: At<'_>,
        notices: &mut Vec<Notice>,
    ) -> Result<(), Refusal> {
        if raw.len() > ADDRESS_LIMIT {
            return Err(at.refuse(format!("the address is longer than {ADDRESS_LIMIT} bytes")));
        }
        let Some(address) = Address::parse(raw) else {
            notices.push(at.notice(format!(
                "`{}` is not a web address: the picture is left out",
                shortened(raw)
            )));
            return Ok(());
        };
        let file = self.folder.find(&address);
        if file.is_none() && !address.is_remote {
            notices.push(at.notice(format!(
                "`{}` is not in the media folder: the picture is left out",
                shortened(raw)
            )));
            return Ok(());
        }
        if self.found.iter().any(|(_, image)| image.source == address.source) {
            return Ok(());
        }
        if self.found.len() == IMAGE_LIMIT {
            return Err(at.refuse(format!("a product has at most {IMAGE_LIMIT} pictures")));
        }
        self.found.push((
            position.unwrap_or(u32::MAX),
            ImageDraft {
                source: address.source,
                file,
                alt,
            },
        ));
        Ok(())
    }

    /// The pictures in their order: by position, those without one last, in the order of the file.
    pub fn finish(mut self) -> Vec<ImageDraft> {
        self.found.sort_by_key(|(position, _)| *position);
        self.found.into_iter().map(|(_, image)| image).collect()
    }
}

/// Where an address stands among the pictures.
pub fn place_of(raw: &str, images: &[ImageDraft]) -> Option<usize> {
    let source = Address::parse(raw)?.source;
    images.iter().position(|image| image.source == source)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: At<'_> = At {
        row: 2,
        column: "Image Src",
    };

    fn gather(folder: &MediaFolder, sources: &[(&str, Option<u32>)]) -> (Vec<String>, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut pictures = Pictures::new(folder);
        for (raw, position) in sources {
            pictures
                .add(raw, String::new(), *position, AT, &mut notices)
                .expect("fits");
        }
        (
            pictures.finish().into_iter().map(|image| image.source).collect(),
            notices,
        )
    }

    #[test]
    fn pictures_follow_their_positions_and_appear_once() {
        let wanted = [
            ("https://a.example/2.jpg", Some(2)),
            ("https://a.example/1.jpg", Some(1)),
            ("https://a.example/x.jpg", None),
            ("https://a.example/2.jpg", Some(4)),
        ];

        let (sources, notices) = gather(&MediaFolder::default(), &wanted);

        assert_eq!(
            sources,
            [
                "https://a.example/1.jpg",
                "https://a.example/2.jpg",
                "https://a.example/x.jpg"
            ]
        );
        assert!(notices.is_empty());
    }

    #[test]
    fn what_is_no_web_address_is_left_out_and_said() {
        let wanted = [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "../x.jpg",
            "ftp://a.example/1.jpg",
            "alone.jpg",
        ];

        let (sources, notices) = gather(&MediaFolder::default(), &wanted.map(|raw| (raw, None)));

        assert!(sources.is_empty(), "{sources:?}");
        assert_eq!(notices.len(), wanted.len());
    }

    #[test]
    fn files_of_the_media_folder_are_taken_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("ring.jpg"), b"x").expect("written");
        let media = MediaFolder::open(Some(folder.path())).expect("listed");
        let mut pictures = Pictures::new(&media);

        for raw in ["https://a.example/files/ring.jpg?v=1", "ring.jpg"] {
            pictures
                .add(raw, String::new(), None, AT, &mut Vec::new())
                .expect("fits");
        }

        let images = pictures.finish();
        assert_eq!(images.len(), 2);
        assert!(
            images
                .iter()
                .all(|image| image.file.as_deref().is_some_and(|file| file.ends_with("ring.jpg")))
        );
        assert_eq!(images[1].source, "file:ring.jpg");
    }
}
