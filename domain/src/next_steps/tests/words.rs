use super::*;

const ADDRESS: &str = "12 rue des Tanneurs";

fn step(code: NextStepCode) -> NextStep {
    let step = NextStep::new(code, &programme());
    NextStep {
        other: Some("Karim Ziani".to_owned()),
        step: Some(Step::Project),
        ..step
    }
}

fn meeting_at(code: NextStepCode, place: &str) -> NextStep {
    NextStep {
        at: "18:00:00".parse().ok(),
        means: Some(Means::restored(MeansKind::InPerson, place)),
        ..step(code).due(day("2027-09-29"))
    }
}

#[test]
fn every_step_has_a_sentence_in_both_languages() {
    for code in NextStepCode::ALL {
        for too_late in [false, true] {
            let bare = NextStep::new(*code, &programme()).too_late(too_late);
            let full = NextStep {
                count: Some(2),
                ..meeting_at(*code, ADDRESS).too_late(too_late)
            };
            assert_ne!(full.text(Language::Fr), full.text(Language::En));
            for step in [bare, full] {
                let (fr, en) = (step.text(Language::Fr), step.text(Language::En));
                for text in [&fr, &en] {
                    assert!(text.ends_with('.') && !text.contains("  "), "{text}");
                    assert!(!text.contains(" :") && !text.contains(" ;"), "{text}");
                    assert!(!text.contains('`') && !text.contains('_'), "{text}");
                    assert!(!text.contains(" ,") && !text.contains(",,"), "{text}");
                }
                assert!(!fr.contains('\''), "{fr}");
            }
        }
    }
}

#[test]
fn a_meeting_is_said_with_the_other_one_its_weekday_time_and_place() {
    for (code, fr, en) in [
        (
            NextStepCode::AttendAppointment,
            "Préparez votre rendez-vous avec Karim Ziani, mercredi 29 septembre à 18\u{a0}h\u{a0}00, \
             12 rue des Tanneurs.",
            "Prepare for your meeting with Karim Ziani on Wednesday 29 September at 18:00, 12 rue \
             des Tanneurs.",
        ),
        (
            NextStepCode::AnswerProposal,
            "Karim Ziani vous propose un rendez-vous pour le premier entretien, mercredi 29 \
             septembre à 18\u{a0}h\u{a0}00, 12 rue des Tanneurs\u{a0}: répondez d’ici là.",
            "Karim Ziani suggests meeting for the first interview on Wednesday 29 September at \
             18:00, 12 rue des Tanneurs: answer before then.",
        ),
        (
            NextStepCode::RecordOutcome,
            "Indiquez si votre rendez-vous avec Karim Ziani, mercredi 29 septembre à \
             18\u{a0}h\u{a0}00, a eu lieu.",
            "Say whether your meeting with Karim Ziani on Wednesday 29 September at 18:00 took \
             place.",
        ),
        (
            NextStepCode::WaitForAnswer,
            "Attendez la réponse de Karim Ziani à votre proposition de rendez-vous, mercredi 29 \
             septembre à 18\u{a0}h\u{a0}00, 12 rue des Tanneurs.",
            "Wait for Karim Ziani’s answer: you suggested meeting on Wednesday 29 September at \
             18:00, 12 rue des Tanneurs.",
        ),
    ] {
        let step = meeting_at(code, ADDRESS);
        assert_eq!(step.text(Language::Fr), fr);
        assert_eq!(step.text(Language::En), en);
    }
}

#[test]
fn a_call_is_said_without_its_number_or_link() {
    let by = |kind, detail: &str| NextStep {
        means: Some(Means::restored(kind, detail)),
        ..meeting_at(NextStepCode::AttendAppointment, "")
    };
    let video = by(MeansKind::Video, "https://meet.example/anna");
    assert!(video.text(Language::Fr).ends_with(", en visioconférence."));
    assert_eq!(video.link(), Some("https://meet.example/anna"));
    let phone = by(MeansKind::Phone, "+33 6 12 34 56 78");
    assert!(phone.text(Language::En).ends_with(", by phone."));
    assert_eq!(phone.link(), None);
}

#[test]
fn a_long_place_is_cut_so_that_the_sentence_stays_one() {
    let long = "salle ".repeat(80);
    let step = NextStep {
        other: Some("é".repeat(201)),
        ..meeting_at(NextStepCode::AnswerProposal, &long)
    };
    for language in Language::ALL {
        let text = step.text(*language);
        assert!(text.contains('…') && text.chars().count() <= 500, "{text}");
    }
}

#[test]
fn a_mentor_reads_whose_roadbook_and_before_which_day() {
    let of = |name: &str| NextStep {
        other: Some(name.to_owned()),
        ..step(NextStepCode::ReadRoadbook).due(day("2027-09-27"))
    };
    assert_eq!(
        of("Jonas Weiler").text(Language::En),
        "Read Jonas Weiler’s road-book before you meet on Monday 27 September."
    );
    assert_eq!(
        of("Océane Treguer").text(Language::Fr),
        "Lisez le carnet de route d’Océane Treguer avant votre rendez-vous du lundi 27 septembre."
    );
}
