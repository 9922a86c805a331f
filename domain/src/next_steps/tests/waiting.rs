use super::*;

/// A mentor without students.
fn newcomer_mentor(programme: &Programme) -> MentorDesk<'_> {
    MentorDesk {
        person: PersonId::new(),
        programme,
        charter_accepted: true,
        mentorships: &[],
    }
}

#[test]
fn before_the_choice_a_student_waits_for_it() {
    let programme = programme();
    let steps = newcomer(&programme, true).next_steps(at("2018-12-20T09:00"));
    assert_eq!(codes(&steps), ["wait_for_window"]);
    assert_eq!(steps[0].due_on, Some(day("2019-01-01")));
    assert_eq!(
        steps[0].text(Language::Fr),
        "Le choix des mentors commence le 1er janvier 2019\u{a0}: vous n’avez rien à faire d’ici là."
    );
}

#[test]
fn a_student_without_a_mentor_after_the_choice_asks_the_team() {
    let programme = programme();
    let steps = newcomer(&programme, true).next_steps(at("2019-05-02T09:00"));
    assert_eq!(codes(&steps), ["contact_team"]);
    assert_eq!(
        steps[0].text(Language::Fr),
        "Vous n’avez pas de mentor, et le choix est terminé depuis le 31 mars 2019\u{a0}: écrivez à \
         l’équipe du programme Alumni Mentoring 2019, qui peut vous donner plus de temps pour \
         choisir."
    );
}

#[test]
fn a_mentor_without_students_waits_for_the_choice() {
    let programme = programme();
    let text = |now| {
        let steps = newcomer_mentor(&programme).next_steps(at(now));
        assert_eq!(codes(&steps), ["wait_for_choice"]);
        steps[0].text(Language::En)
    };
    assert_eq!(
        text("2019-02-01T09:00"),
        "No student has chosen you yet: the choice lasts until 31 March 2019."
    );
    assert!(text("2019-04-01T09:00").contains("the choice ended on 31 March 2019"));
}

#[test]
fn who_proposed_waits_for_the_answer() {
    let id = AppointmentId::new();
    let propose = meeting(id, "2019-02-01T17:00");
    let year = Year::begin().play(Party::Mentor, "2019-01-11T09:00", propose);
    let steps = year.mentor("2019-01-11T10:00", [false; 3]);
    assert_eq!(codes(&steps), ["wait_for_answer"]);
    assert_eq!(steps[0].appointment_id, Some(id));
    assert_eq!(steps[0].action, None);
    assert!(
        steps[0]
            .text(Language::En)
            .contains("Camille Durand’s answer")
    );
}

#[test]
fn after_the_last_meeting_the_student_waits_for_the_form() {
    let id = AppointmentId::new();
    let Command::Propose { meeting, .. } = meeting(id, "2019-09-12T17:00") else {
        unreachable!("a meeting is proposed");
    };
    let propose = Command::Propose {
        step: Step::FollowUp,
        meeting,
        waive_lead: false,
    };
    let confirm = Command::Confirm {
        id,
        waive_lead: false,
    };
    let hold = Command::Hold { id, reason: None };
    let mut year = Year::begin()
        .play(Party::Student, "2019-09-01T09:00", propose)
        .play(Party::Mentor, "2019-09-02T09:00", confirm)
        .play(Party::Mentor, "2019-09-12T18:30", hold);
    year.has_private_email = true;
    let steps = year.student("2019-09-12T19:00");
    assert_eq!(codes(&steps), ["wait_for_evaluation"]);
    assert_eq!(
        steps[0].text(Language::Fr),
        "Attendez la fiche d’évaluation du troisième entretien\u{a0}: Karim Ziani la remplit, puis \
         vous la remet."
    );
}

#[test]
fn after_a_window_without_a_meeting_both_ask_the_team() {
    let mut year = Year::begin();
    year.circumstances.missing_answers = [0; 3];
    for steps in [
        year.student("2019-04-02T09:00"),
        year.mentor("2019-04-02T09:00", [false; 3]),
    ] {
        assert_eq!(codes(&steps), ["contact_team"]);
        assert_eq!(steps[0].step, Some(Step::Project));
        assert_eq!(steps[0].due_on, Some(day("2019-03-31")));
    }
}

#[test]
fn a_step_to_the_team_says_its_address() {
    let mut programme = programme();
    let now = at("2019-12-20T09:00");
    let text = |programme: &Programme, language| {
        let steps = newcomer(programme, true).next_steps(now);
        assert_eq!(codes(&steps), ["contact_team"]);
        steps[0].text(language)
    };
    assert!(!text(&programme, Language::En).contains('('));
    programme.contact_email = Some("team@school.example".to_owned());
    let english = text(&programme, Language::En);
    let said = "write to the team of Alumni Mentoring 2019 (team@school.example), who";
    assert!(english.contains(said), "{english}");
    let french = text(&programme, Language::Fr);
    let said = "à l’équipe du programme Alumni Mentoring 2019 (team@school.example), qui";
    assert!(french.contains(said), "{french}");
}

#[test]
fn in_a_closed_programme_the_year_is_over() {
    let mut programme = programme();
    programme.status = ProgrammeStatus::Closed;
    let now = at("2020-01-10T09:00");
    let student = newcomer(&programme, true).next_steps(now);
    let mentor = newcomer_mentor(&programme).next_steps(now);
    assert_eq!(codes(&student), ["year_over"]);
    assert_eq!(codes(&mentor), ["year_over"]);
    assert_eq!(
        student[0].text(Language::En),
        "Your year in Alumni Mentoring 2019 is over: there is nothing left for you to do."
    );
}

#[test]
fn that_a_year_is_over_is_said_only_where_nothing_else_is() {
    let step = |code| NextStep::new(code, &programme());
    let over = || step(NextStepCode::YearOver);
    let both = of_all(vec![over(), step(NextStepCode::ChooseMentor)]);
    assert_eq!(codes(&both), ["choose_mentor"]);
    let newest = over();
    let all = of_all(vec![newest.clone(), over()]);
    assert_eq!(all, [newest]);
}
