use super::*;
use domain::evaluation::{CriterionRating, Form, Template};
use domain::text::FormText;
use domain::words::{Rating, Situation, Step};
use serde_json::{Value as Json, json};

const ZOE: &str = "0190b7c2-0000-7000-8000-000000000001";
const EMILE: &str = "0190b7c2-0000-7000-8000-000000000002";

/// What every mail takes, with what this kind takes besides.
fn data(more: Json) -> Json {
    let mut data = json!({
        "student": {"id": ZOE, "first_name": "Zoé", "last_name": "Le Goff"},
        "mentor": {"id": EMILE, "first_name": "Émile", "last_name": "Durand"},
        "by": "mentor",
        "to": ZOE,
        "programme": {"name": "Alumni Mentoring 2019", "time_zone": "Europe/Paris"},
    });
    let all = data.as_object_mut().unwrap();
    all.extend(more.as_object().unwrap().clone());
    data
}

fn appointment() -> Json {
    json!({"appointment": {
        "step": "project",
        "starts_at": "2019-02-04T17:30:00Z",
        "duration_minutes": 45,
        "means": {"kind": "video", "detail": "https://meet.example.org/zoe"},
        "note": "À bientôt,\nÉmile",
        "reason": "Un imprévu",
        "replaced_starts_at": "2019-02-01T17:30:00Z",
        "replaced_stands": true,
    }})
}

fn edition() -> Json {
    json!({
        "appointment": {"starts_at": "2019-02-04T17:30:00Z"},
        "edition": {
            "step": "project",
            "number": 2,
            "late": true,
            "message": "Merci de votre lecture",
            "parts": [
                {"title": "My professional project", "questions": [
                    {"key": "idea", "label": "What is it?", "text": "Banking.\n\nIn Lyon."},
                    {"key": "why", "label": "Why?", "text": "I like people & numbers."},
                ]},
            ],
        },
    })
}

fn form() -> Json {
    let text = |text: &str| Some(FormText::parse(text).unwrap());
    let form = Form {
        ratings: vec![CriterionRating {
            criterion_key: "quality_of_thinking".into(),
            rating: Some(Rating::Good),
            comment: text("You ask good questions."),
        }],
        situation: Some(Situation::JobHunting),
        advice: text("Call three people.\nThen write."),
        career_department_recommended: true,
        ..Form::default()
    };
    let worded = Template::guide(Step::FollowUp).worded(&form);
    json!({"evaluation": {
        "step": "follow_up",
        "form": serde_json::to_value(worded).unwrap(),
        "correction_reason": "A typing error",
    }})
}

fn of(kind: Kind) -> Json {
    data(match kind.block() {
        Block::Appointment => appointment(),
        Block::Edition => edition(),
        Block::Evaluation => form(),
    })
}

fn written(kind: Kind, language: Language, data: &Json) -> Mail {
    render(kind, language, data).unwrap()
}

#[test]
fn every_kind_is_written_in_both_languages() {
    for kind in Kind::ALL {
        for language in Language::ALL {
            let mail = written(*kind, *language, &of(*kind));
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
    for kind in Kind::ALL {
        for language in Language::ALL {
            assert_eq!(
                sources::parts(*kind, *language).count(),
                3,
                "{kind:?} {language}"
            );
        }
        assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
    }
    assert_eq!(Kind::parse("newsletter"), None);
}

#[test]
fn an_appointment_is_said_in_local_time_with_all_that_is_known_of_it() {
    let kind = Kind::AppointmentRescheduled;
    let mail = written(kind, Language::Fr, &of(kind));
    assert_eq!(
        mail.subject,
        "Émile Durand propose de déplacer votre rendez-vous"
    );
    for part in [
        "Bonjour Zoé,",
        "premier entretien (projet professionnel)",
        "lundi 4 février 2019 à 18\u{a0}h\u{a0}30 (Europe/Paris)",
        "Au lieu du\u{a0}: vendredi 1er février 2019",
        "45 minutes",
        "En visio, https://meet.example.org/zoe",
        "Message d’Émile\u{a0}:\nÀ bientôt,\nÉmile",
        "Raison\u{a0}:\nUn imprévu",
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
    let mut data = of(Kind::AppointmentRescheduled);
    data["appointment"]["replaced_stands"] = json!(false);
    let mail = written(Kind::AppointmentRescheduled, Language::En, &data);
    assert!(!mail.text.contains("stands until"));
    assert!(
        mail.text
            .contains("Instead of: Friday 1 February 2019 at 18:30")
    );
}

#[test]
fn what_is_not_there_leaves_no_trace() {
    let mut data = of(Kind::AppointmentProposed);
    for absent in ["note", "reason", "replaced_starts_at"] {
        data["appointment"][absent] = Json::Null;
    }
    let mail = written(Kind::AppointmentProposed, Language::En, &data);
    for label in ["Message from", "Reason:", "Instead of:", "personal area"] {
        assert!(!mail.text.contains(label), "{label}");
        assert!(!mail.html.contains(label), "{label}");
    }
}

#[test]
fn nobody_reads_their_own_note_or_reason_as_the_others() {
    for kind in Kind::ALL {
        if kind.block() != Block::Appointment {
            continue;
        }
        let mail = written(*kind, Language::En, &of(*kind));
        let proposal = mail.text.contains("Message from Émile:\nÀ bientôt");
        assert_eq!(proposal, kind.is_proposal(), "{kind:?}");
        assert_eq!(proposal, mail.html.contains("À bientôt"), "{kind:?}");
        let reason = kind.has_a_reason_of_its_own();
        assert_eq!(mail.text.contains("Un imprévu"), reason, "{kind:?}");
        assert_eq!(mail.html.contains("Un imprévu"), reason, "{kind:?}");
    }
}

#[test]
fn the_message_with_a_roadbook_says_whose_it_is() {
    let mut data = of(Kind::RoadbookSent);
    data["by"] = json!("student");
    data["to"] = json!(EMILE);
    let mail = written(Kind::RoadbookSent, Language::Fr, &data);
    assert!(mail.text.contains("Message de Zoé\u{a0}:\nMerci de votre"));
    data["to"] = json!(ZOE);
    let mail = written(Kind::RoadbookCopy, Language::Fr, &data);
    assert!(mail.text.contains("Votre message\u{a0}:\nMerci de votre"));
}

#[test]
fn the_first_edition_has_no_number() {
    let mut data = of(Kind::RoadbookSent);
    data["edition"]["number"] = json!(1);
    data["edition"]["late"] = json!(false);
    let mail = written(Kind::RoadbookSent, Language::En, &data);
    assert!(!mail.text.contains("Edition") && !mail.html.contains("Edition"));
    assert!(mail.text.contains("Appointment: Monday 4 February 2019"));
}

#[test]
fn the_whole_edition_is_readable_in_the_mail() {
    let mail = written(Kind::RoadbookSent, Language::En, &of(Kind::RoadbookSent));
    for part in [
        "Émile Durand’s road-book for your first interview (professional project)",
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
    let kind = Kind::EvaluationCorrected;
    let mail = written(kind, Language::Fr, &of(kind));
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
    let mut data = of(Kind::AppointmentProposed);
    data["mentor"]["first_name"] = json!(EVIL);
    data["appointment"]["note"] = json!(EVIL);
    data["appointment"]["means"]["detail"] = json!("javascript:alert(1)");
    let mail = written(Kind::AppointmentProposed, Language::En, &data);
    assert!(!mail.html.contains("<script"));
    assert!(!mail.html.contains("\" onload"));
    assert!(!mail.html.contains("href"));
    assert!(mail.html.contains("{{ programme.name }}"));
    let mut data = of(Kind::RoadbookSent);
    data["edition"]["parts"][0]["questions"][0]["text"] = json!(EVIL);
    data["edition"]["parts"][0]["questions"][0]["label"] = json!(EVIL);
    let mail = written(Kind::RoadbookSent, Language::En, &data);
    assert!(!mail.html.contains("<script"));
    let mut data = of(Kind::EvaluationGiven);
    data["evaluation"]["form"]["advice"] = json!(EVIL);
    data["evaluation"]["form"]["ratings"][0]["comment"] = json!(EVIL);
    let mail = written(Kind::EvaluationGiven, Language::En, &data);
    assert!(!mail.html.contains("<script"));
    assert!(mail.text.contains("<script>"));
}

#[test]
fn a_subject_stays_one_line_whatever_a_name_holds() {
    let mut data = of(Kind::AppointmentConfirmed);
    data["mentor"]["last_name"] = json!("Durand\r\nBcc: all@example.org\n===\n");
    let mail = written(Kind::AppointmentConfirmed, Language::En, &data);
    assert_eq!(
        mail.subject,
        "Appointment confirmed with Émile Durand Bcc: all@example.org ==="
    );
}

#[test]
fn a_link_is_given_where_the_website_is_known() {
    let mut data = of(Kind::EvaluationGiven);
    data["link"] = json!("https://alumni.example.org/mentoring?a=1&b=2");
    let mail = written(Kind::EvaluationGiven, Language::En, &data);
    assert!(
        mail.text
            .contains("Your personal area: https://alumni.example.org/mentoring?a=1&b=2")
    );
    assert!(mail.html.contains(">Open your personal area</a>"));
    data["link"] = Json::Null;
    let mail = written(Kind::EvaluationGiven, Language::En, &data);
    assert!(!mail.html.contains("<a "));
}

#[test]
fn a_mail_names_the_other_to_each_and_the_team_where_staff_acted() {
    let kind = Kind::AppointmentCancelled;
    let mut data = of(kind);
    let mail = written(kind, Language::Fr, &data);
    assert_eq!(mail.subject, "Rendez-vous annulé avec Émile Durand");
    assert!(!mail.text.contains("équipe"));
    data["by"] = json!("staff");
    data["to"] = json!(EMILE);
    let mail = written(kind, Language::Fr, &data);
    assert_eq!(mail.subject, "Rendez-vous annulé avec Zoé Le Goff");
    assert!(mail.text.starts_with("Bonjour Émile,"));
    assert!(mail.text.contains("annulé par l’équipe du programme."));
    data["to"] = json!("somebody else");
    assert!(render(kind, Language::Fr, &data).is_err());
}

#[test]
fn people_with_one_name_are_called_by_it_whichever_it_is() {
    for (first, last) in [("Sukarno", ""), ("", "Sukarno")] {
        let kind = Kind::AppointmentProposed;
        let mut data = of(kind);
        for part in ["student", "mentor"] {
            data[part]["first_name"] = json!(first);
            data[part]["last_name"] = json!(last);
        }
        let mail = written(kind, Language::En, &data);
        assert_eq!(mail.subject, "Sukarno suggests an appointment");
        assert!(mail.text.starts_with("Hello Sukarno,"), "{}", mail.text);
        assert!(mail.text.contains("Message from Sukarno:"), "{}", mail.text);
    }
}

#[test]
fn missing_data_and_unknown_words_are_errors() {
    let mut data = of(Kind::AppointmentProposed);
    data["appointment"]["step"] = json!("dinner");
    let error = render(Kind::AppointmentProposed, Language::En, &data).unwrap_err();
    assert!(error.to_string().contains("dinner"), "{error}");
    for missing in ["step", "starts_at", "means"] {
        let mut data = of(Kind::AppointmentProposed);
        data["appointment"].as_object_mut().unwrap().remove(missing);
        assert!(render(Kind::AppointmentProposed, Language::En, &data).is_err());
    }
    assert!(
        render(
            Kind::RoadbookSent,
            Language::En,
            &of(Kind::AppointmentProposed)
        )
        .is_err()
    );
}
