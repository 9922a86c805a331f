mod samples;

use super::*;
use domain::mail::{MailActor, MailMeans};
use domain::text::FormText;
use domain::words::MeansKind;
pub(in crate::mail) use samples::*;

#[test]
fn every_kind_is_written_in_both_languages() {
    for kind in MailKind::ALL {
        for language in Language::ALL {
            let mail = written(&of(*kind), *language);
            assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'));
            assert!(mail.html.contains(&format!("<html lang=\"{language}\">")));
            assert!(mail.text.contains("Alumni Mentoring 2019"));
            for left_over in ["{{", "{%", "===", "\n\n\n\n", "none", "undefined"] {
                assert!(!mail.text.contains(left_over), "{kind:?} {left_over}");
                assert!(!mail.html.contains(left_over), "{kind:?} {left_over}");
            }
        }
    }
}

#[test]
fn every_file_of_words_has_its_three_parts() {
    for kind in MailKind::ALL {
        for language in Language::ALL {
            assert_eq!(
                sources::parts(*kind, *language).count(),
                3,
                "{kind:?} {language}"
            );
        }
    }
}

#[test]
fn an_appointment_is_said_in_local_time_with_all_that_is_known_of_it() {
    let mail = written(&of(MailKind::AppointmentRescheduled), Language::Fr);
    assert_eq!(
        mail.subject,
        "Émile Durand propose de déplacer votre rendez-vous"
    );
    for part in [
        "Bonjour Zoé,",
        "premier entretien (projet professionnel)",
        "lundi 4 février 2019 à 18\u{a0}h\u{a0}30 (heure de Paris)",
        "Au lieu du\u{a0}: vendredi 1er février 2019",
        "45 minutes",
        "déplacer votre rendez-vous du vendredi 1er février",
        "Visio\u{a0}: https://meet.example.org/zoe",
        "Message d’Émile\u{a0}:\nÀ bientôt,\nÉmile",
        "Motif\u{a0}:\nUn imprévu",
        "reste valable tant que la nouvelle date ne l’est pas",
    ] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    let html = mail.html.replace("&#x2f;", "/");
    assert!(html.contains("<a href=\"https://meet.example.org/zoe\">"));
    assert!(mail.html.contains("À bientôt,<br>Émile"));
}

#[test]
fn a_replaced_proposal_is_not_said_to_stand() {
    let mut mail = of(MailKind::AppointmentRescheduled);
    appointment_in(&mut mail).replaced_stands = false;
    let mail = written(&mail, Language::En);
    assert!(!mail.text.contains("stands until"));
    assert!(
        mail.text
            .contains("Instead of: Friday 1 February 2019 at 18:30")
    );
}

#[test]
fn what_is_not_there_leaves_no_trace() {
    let mut mail = of(MailKind::AppointmentProposed);
    let appointment = appointment_in(&mut mail);
    (appointment.note, appointment.reason) = (None, None);
    appointment.replaced_starts_at = None;
    let mail = written(&mail, Language::En);
    for label in ["Message from", "Reason:", "Instead of:", "personal area"] {
        assert!(!mail.text.contains(label), "{label}");
        assert!(!mail.html.contains(label), "{label}");
    }
}

#[test]
fn nobody_reads_their_own_note_or_reason_as_the_others() {
    for kind in MailKind::ALL {
        let mail = of(*kind);
        if !matches!(mail.content, Content::Appointment(_)) {
            continue;
        }
        let mail = written(&mail, Language::En);
        let proposal = mail.text.contains("Message from Émile:\nÀ bientôt");
        assert_eq!(proposal, is_proposal(*kind), "{kind:?}");
        assert_eq!(proposal, mail.html.contains("À bientôt"), "{kind:?}");
        let reason = has_a_reason_of_its_own(*kind);
        assert_eq!(mail.text.contains("Un imprévu"), reason, "{kind:?}");
        assert_eq!(mail.html.contains("Un imprévu"), reason, "{kind:?}");
    }
}

#[test]
fn the_message_with_a_roadbook_says_whose_it_is() {
    let mail = written(&of(MailKind::RoadbookSent), Language::Fr);
    assert!(mail.text.contains("Message de Zoé\u{a0}:\nMerci de votre"));
    let mail = written(&of(MailKind::RoadbookCopy), Language::Fr);
    assert!(mail.text.contains("Votre message\u{a0}:\nMerci de votre"));
}

#[test]
fn the_first_edition_has_no_number() {
    let mut mail = of(MailKind::RoadbookSent);
    let edition = edition_in(&mut mail);
    (edition.number, edition.late) = (1, false);
    let mail = written(&mail, Language::En);
    assert!(!mail.text.contains("Edition") && !mail.html.contains("Edition"));
    assert!(mail.text.contains("Meeting: Monday 4 February 2019"));
}

#[test]
fn the_whole_edition_is_readable_in_the_mail() {
    let mail = written(&of(MailKind::RoadbookSent), Language::En);
    for part in [
        "Zoé Le Goff’s road-book for your first interview (professional project)",
        "Edition: 2",
        "Sent after its due date.",
        "MY PROFESSIONAL PROJECT",
        "* What is it?",
        "Banking.\n\nIn Lyon.",
        "I like people & numbers.",
    ] {
        let found = mail.text.contains(part) || mail.subject.contains(part);
        assert!(found, "{part} in {}", mail.text);
    }
    assert!(mail.html.contains("Banking.<br><br>In Lyon."));
    assert!(mail.html.contains("people &amp; numbers"));
}

#[test]
fn the_whole_form_is_readable_in_the_mail() {
    let mail = written(&of(MailKind::EvaluationCorrected), Language::Fr);
    for part in [
        "A typing error",
        "* Qualité de la réflexion\u{a0}: Bien",
        "You ask good questions.",
        "En recherche d’emploi",
        "CONSEILS POUR LA SUITE",
        "Call three people.\nThen write.",
        "service Carrières",
    ] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    assert!(!mail.text.contains("Implication dans le carnet de route"));
}

#[test]
fn what_people_write_is_text_and_never_markup_or_template() {
    const EVIL: &str = "<script>alert('x')</script> {{ programme.name }} \" onload=\"";
    let mut mail = of(MailKind::AppointmentProposed);
    mail.about.mentor.as_mut().unwrap().first_name = EVIL.into();
    let appointment = appointment_in(&mut mail);
    appointment.note = Some(EVIL.into());
    appointment.means.detail = "javascript:alert(1)".into();
    let mail = written(&mail, Language::En);
    assert!(!mail.html.contains("<script"));
    assert!(!mail.html.contains("\" onload"));
    assert!(!mail.html.contains("href"));
    assert!(mail.html.contains("{{ programme.name }}"));
    let mut mail = of(MailKind::RoadbookSent);
    edition_in(&mut mail).parts[0].questions[0] = answer("idea", EVIL, EVIL);
    let mail = written(&mail, Language::En);
    assert!(!mail.html.contains("<script"));
    let mut mail = of(MailKind::EvaluationGiven);
    let evil = FormText::parse(EVIL).ok();
    let evaluation = evaluation_in(&mut mail);
    evaluation.form.advice.clone_from(&evil);
    evaluation.form.ratings[0].comment = evil;
    let mail = written(&mail, Language::En);
    assert!(!mail.html.contains("<script"));
    assert!(mail.text.contains("<script>"));
}

#[test]
fn a_subject_stays_one_line_whatever_a_name_holds() {
    let mut mail = of(MailKind::AppointmentConfirmed);
    mail.about.mentor.as_mut().unwrap().last_name = "Durand\r\nBcc: all@example.org\n===\n".into();
    let mail = written(&mail, Language::En);
    assert_eq!(
        mail.subject,
        "Émile Durand Bcc: all@example.org === has confirmed your meeting"
    );
}

#[test]
fn a_link_is_given_where_the_website_is_known() {
    let mail = of(MailKind::EvaluationGiven);
    let link = Some("https://alumni.example.org/mentoring?a=1&b=2");
    let linked = render(&mail, Reader::Student, Language::En, link).unwrap();
    assert!(
        linked
            .text
            .contains("Your personal area: https://alumni.example.org/mentoring?a=1&b=2")
    );
    assert!(linked.html.contains(">Open your personal area</a>"));
    let mail = written(&mail, Language::En);
    assert!(!mail.html.contains("<a "));
}

#[test]
fn the_actor_is_the_subject_and_the_other_is_named_where_staff_acted() {
    let mut mail = of(MailKind::AppointmentCancelled);
    let texts = written(&mail, Language::Fr);
    assert_eq!(texts.subject, "Émile Durand a annulé votre rendez-vous");
    let said = "Émile Durand a annulé votre rendez-vous du lundi 4 février pour votre premier";
    assert!(texts.text.contains(said), "{}", texts.text);
    let texts = written(&mail, Language::En);
    let said = "Émile Durand has cancelled your meeting of Monday 4 February, for your first";
    assert!(texts.text.contains(said), "{}", texts.text);
    mail.about.by = MailActor::Staff;
    mail.about.reader = Some(Reader::Mentor);
    let texts = written(&mail, Language::Fr);
    let said = "L’équipe du programme a annulé votre rendez-vous avec Zoé Le Goff";
    assert_eq!(texts.subject, said);
    assert!(texts.text.starts_with("Bonjour Émile,"));
    assert!(texts.text.contains(&format!("{said} du lundi 4 février")));
}

#[test]
fn a_meeting_says_where_it_is() {
    for (kind, french, english) in [
        (MeansKind::InPerson, "Où\u{a0}: 12 rue", "Where: 12 rue"),
        (MeansKind::Phone, "Téléphone\u{a0}: 12 rue", "Phone: 12 rue"),
        (
            MeansKind::Video,
            "Visio\u{a0}: 12 rue",
            "Video call: 12 rue",
        ),
    ] {
        let mut mail = of(MailKind::AppointmentConfirmed);
        let detail = "12 rue des Tanneurs".into();
        appointment_in(&mut mail).means = MailMeans { kind, detail };
        assert!(written(&mail, Language::Fr).text.contains(french));
        assert!(written(&mail, Language::En).text.contains(english));
    }
}

#[test]
fn no_line_of_french_begins_with_its_punctuation() {
    for kind in MailKind::ALL {
        for by in MailActor::ALL {
            let mut mail = of(*kind);
            mail.about.by = *by;
            let link = Some("https://alumni.example.org/");
            let texts = render(&mail, Reader::Student, Language::Fr, link).unwrap();
            let page = texts.html.split("</style>").last().unwrap();
            for text in [&texts.subject, &texts.text, page] {
                for sign in [" :", " ;", " !", " ?"] {
                    assert!(!text.contains(sign), "{kind} '{sign}' in {text}");
                }
            }
        }
    }
}

#[test]
fn people_with_one_name_are_called_by_it_whichever_it_is() {
    for (first, last) in [("Sukarno", ""), ("", "Sukarno")] {
        let mut mail = of(MailKind::AppointmentProposed);
        mail.about.student = person(ZOE, first, last);
        mail.about.mentor = Some(person(EMILE, first, last));
        let mail = written(&mail, Language::En);
        assert_eq!(mail.subject, "Sukarno suggests a meeting");
        assert!(mail.text.starts_with("Hello Sukarno,"), "{}", mail.text);
        assert!(mail.text.contains("Message from Sukarno:"), "{}", mail.text);
    }
}

#[test]
fn agreed_actions_are_listed_with_their_day() {
    let mail = written(&of(MailKind::EvaluationGiven), Language::En);
    assert!(mail.text.contains("WHAT YOU AGREED ON"), "{}", mail.text);
    let action = "* Write to <Anna>. (until 30 November 2019)";
    assert!(mail.text.contains(action), "{}", mail.text);
    assert!(
        mail.html
            .contains("<li>Write to &lt;Anna&gt;. (until 30 November 2019)</li>")
    );
}

#[test]
fn a_form_given_outside_or_retracted_says_when_and_why() {
    let outside = written(&of(MailKind::EvaluationGivenOutside), Language::Fr);
    assert!(
        outside.text.contains("Remise le\u{a0}: 5 novembre 2019"),
        "{}",
        outside.text
    );
    assert!(outside.text.contains("On paper"), "{}", outside.text);
    let retracted = written(&of(MailKind::EvaluationRetracted), Language::En);
    assert!(
        retracted.text.contains("Reason: A slip"),
        "{}",
        retracted.text
    );
}

#[test]
fn a_choice_comes_with_the_students_words() {
    let mentor = written(&of(MailKind::MentorChosen), Language::Fr);
    assert_eq!(
        mentor.subject,
        "Le choix de Zoé Le Goff s’est porté sur vous"
    );
    let words = "Message de Zoé\u{a0}:\nYou left a bank\nfor a <school>.";
    assert!(mentor.text.contains(words), "{}", mentor.text);
    assert!(
        mentor.html.contains("for a &lt;school&gt;."),
        "{}",
        mentor.html
    );
    let student = written(&of(MailKind::ChoiceRecorded), Language::En);
    assert_eq!(student.subject, "Your choice is recorded: Émile Durand");
    assert!(
        student.text.contains("Your message:\nYou left"),
        "{}",
        student.text
    );
}

#[test]
fn a_waiver_says_by_whom_and_why() {
    let by_mentor = written(&waiver(MailActor::Mentor, None), Language::Fr);
    let said = "Émile Durand vous dispense du carnet de route, et de son délai, pour votre premier \
                entretien (projet professionnel).";
    assert!(by_mentor.text.contains(said), "{}", by_mentor.text);
    assert!(
        !by_mentor.html.contains("class=\"sheet\""),
        "{}",
        by_mentor.html
    );
    let by_staff = written(&waiver(MailActor::Staff, Some("They met.")), Language::En);
    for part in [
        "The programme’s team has waived",
        "with Émile Durand.",
        "Reason:\nThey met.",
    ] {
        assert!(by_staff.text.contains(part), "{part} in {}", by_staff.text);
    }
}

#[test]
fn who_ended_the_mentorship_is_the_subject_of_the_sentence() {
    let ended = |by, reader| {
        let mail = steering(MailKind::MentorshipEnded, by, reader);
        render(&mail, reader, Language::En, None).unwrap().text
    };
    let to_mentor = ended(MailActor::Student, Reader::Mentor);
    assert!(
        to_mentor.contains("Zoé Le Goff has ended your mentorship."),
        "{to_mentor}"
    );
    assert!(
        to_mentor.contains("Thank you for taking part."),
        "{to_mentor}"
    );
    let to_student = ended(MailActor::Staff, Reader::Student);
    let said = "The programme’s team has ended your mentorship with Émile Durand.";
    assert!(to_student.contains(said), "{to_student}");
    assert!(to_student.contains("choose another mentor"), "{to_student}");
}

#[test]
fn an_extension_says_its_days_and_why() {
    let mail = steering(
        MailKind::InterviewExtended,
        MailActor::Staff,
        Reader::Student,
    );
    let mail = written(&mail, Language::Fr);
    assert!(
        mail.subject.starts_with("Plus de temps"),
        "{}",
        mail.subject
    );
    for part in [
        "du 1er avril 2019 au 20 juillet 2019",
        "An internship in Lima until July.",
    ] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
}

#[test]
fn the_teams_address_stands_at_the_end() {
    let mut mail = of(MailKind::ChoiceRecorded);
    mail.about.programme.contact_email = Some("mentoring@school.example.org".into());
    let mail = written(&mail, Language::Fr);
    let line = "L’équipe du programme\u{a0}: mentoring@school.example.org";
    assert!(mail.text.trim_end().ends_with(line), "{}", mail.text);
    assert!(mail.html.contains("mailto:mentoring@school.example.org"));
}

#[test]
fn a_concern_is_told_to_staff_without_a_name() {
    for language in Language::ALL {
        let mail = written(&of(MailKind::ConcernRaised), *language);
        for named in ["Zoé", "Goff", "Émile", "Durand"] {
            assert!(!mail.text.contains(named) && !mail.html.contains(named));
            assert!(!mail.subject.contains(named), "{}", mail.subject);
        }
        let hello = ["Bonjour,", "Hello,"];
        assert!(
            hello.iter().any(|it| mail.text.starts_with(it)),
            "{}",
            mail.text
        );
    }
    let mail = written(&of(MailKind::ConcernRaised), Language::En);
    assert!(mail.text.contains("they want to stop"), "{}", mail.text);
    assert!(
        mail.text.contains("of the programme’s team"),
        "{}",
        mail.text
    );
}

#[test]
fn an_emergency_names_the_document_and_its_reason() {
    use domain::share::DocumentKind;
    let form = written(&emergency(DocumentKind::Evaluation), Language::Fr);
    assert_eq!(
        form.subject,
        "Une fiche d’évaluation a été ouverte en urgence"
    );
    assert!(form.text.contains("We fear for <somebody>."), "{form:?}");
    assert!(form.html.contains("We fear for &lt;somebody"), "{form:?}");
    let roadbook = written(&emergency(DocumentKind::Roadbook), Language::En);
    assert_eq!(
        roadbook.subject,
        "Your road-book was opened in an emergency"
    );
    assert!(roadbook.text.contains("for 60 minutes"), "{roadbook:?}");
}
