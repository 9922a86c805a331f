//! Folders: whether they can be written, or made.

use std::fs::File;
use std::path::Path;

/// Whether files can be made in a folder, or in the one in which it will be made; leaves none.
pub(super) fn writable(folder: &Path) -> Result<(), String> {
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let named = folder.ancestors().find(|folder| folder.exists());
    let there = named.filter(|folder| !folder.as_os_str().is_empty());
    let there = there.unwrap_or(Path::new("."));
    let probe = there.join(format!(".mentoring-check-{}", std::process::id()));
    File::create_new(&probe).map_err(|error| told(there, error))?;
    std::fs::remove_file(&probe).map_err(|error| told(&probe, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_can_be_made_is_good_and_one_below_a_file_is_not() {
        let folder = std::env::temp_dir().join(format!("mentoring-check-{}", std::process::id()));
        assert_eq!(writable(&folder.join("a/b")), Ok(()));
        assert!(!folder.exists());
        std::fs::write(&folder, "a file").unwrap();
        assert!(writable(&folder.join("a")).is_err());
        std::fs::remove_file(&folder).unwrap();
        assert_eq!(writable(Path::new("")), Ok(()));
    }
}
