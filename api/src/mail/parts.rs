//! Parts of a mail: its text in several forms, and its invitation.

use super::invitation::Invitation;
use super::texts::Texts;
use crate::calendar::MEDIA_TYPE;
use lettre::message::header::{ContentType, ContentTypeErr};
use lettre::message::{Attachment, MultiPart, SinglePart};

/// The parts of a mail. An invitation stands among the forms of the text, where Gmail and Apple Mail
/// look for it, and beside it as a file, which Outlook opens.
pub(super) fn of(
    texts: &Texts,
    invitation: Option<&Invitation>,
) -> Result<MultiPart, ContentTypeErr> {
    let forms = MultiPart::alternative_plain_html(texts.text.clone(), texts.html.clone());
    let Some(Invitation { method, text }) = invitation else {
        return Ok(forms);
    };
    let method = method.as_str();
    let form = format!("{MEDIA_TYPE}; charset=utf-8; method={method}");
    let form = SinglePart::builder()
        .header(ContentType::parse(&form)?)
        .body(text.clone());
    let file = ContentType::parse("application/ics; name=\"invite.ics\"")?;
    let file = Attachment::new("invite.ics".to_owned()).body(text.clone(), file);
    Ok(MultiPart::mixed()
        .multipart(forms.singlepart(form))
        .singlepart(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Method;

    #[test]
    fn an_invitation_is_a_form_of_the_text_and_a_file_beside_it() {
        let texts = Texts {
            subject: "Été".into(),
            text: "Bonjour".into(),
            html: "<p>Bonjour</p>".into(),
        };
        let invitation = Invitation {
            method: Method::Request,
            text: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_owned(),
        };
        let mail = of(&texts, Some(&invitation)).unwrap().formatted();
        let mail = String::from_utf8(mail).unwrap();
        let at = |text: &str| mail.find(text).unwrap();
        assert!(
            at("multipart/mixed") < at("multipart/alternative"),
            "{mail}"
        );
        let form = at("text/calendar; charset=utf-8; method=REQUEST");
        assert!(at("text/html") < form, "{mail}");
        assert!(form < at("application/ics; name=\"invite.ics\""), "{mail}");
        assert!(at("attachment; filename=\"invite.ics\"") > form, "{mail}");
        assert_eq!(mail.matches("END:VCALENDAR").count(), 2, "{mail}");
    }
}
