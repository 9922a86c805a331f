//! Takes those files of Swagger UI that the page needs out of their archive, and packs them.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::error::Error;
use std::fs::File;
use std::io::{self, Cursor};
use std::path::Path;
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

const NEEDED: [&str; 5] = [
    "swagger-ui-bundle.js",
    "swagger-ui.css",
    "favicon-32x32.png",
    "oauth2-redirect.html",
    "oauth2-redirect.js",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var("OUT_DIR")?;
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    let root = archive.by_index(0)?.name()?.into_owned();
    for name in NEEDED {
        let mut file = archive.by_name(&format!("{root}dist/{name}"))?;
        let packed = File::create(Path::new(&folder).join(format!("{name}.gz")))?;
        let mut packed = GzEncoder::new(packed, Compression::best());
        io::copy(&mut file, &mut packed)?;
        packed.finish()?;
    }
    Ok(())
}
