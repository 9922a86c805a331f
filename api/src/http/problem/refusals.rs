//! Texts of the domain's refusals. A value that a refusal carries stands in backticks by its name
//! and is put into words (`texts/values.rs`).

use super::code::Texts;
use domain::refusal::Code;

/// Title and detail of a refusal; the detail instructs the client.
pub const fn texts(code: Code) -> Texts {
    match code {
        Code::ProgrammeNotOpen => Texts {
            en: (
                "The programme isn't open",
                "Wait until the programme's team opens it; a closed programme takes no new actions.",
            ),
            fr: (
                "Le programme n’est pas ouvert",
                "Attendez que l’équipe du programme l’ouvre ; un programme clos n’accepte plus de nouvelles actions.",
            ),
        },
        Code::LiveMentorships => Texts {
            en: (
                "Mentorships are still live",
                "End them first: `leave_student` and `leave_mentor` end those of one person, and closing a programme ends them all where `end_live_mentorships` is true.",
            ),
            fr: (
                "Des mentorats sont encore en cours",
                "Terminez-les d’abord : `leave_student` et `leave_mentor` mettent fin à ceux d’une personne, et clore un programme met fin à tous si `end_live_mentorships` est à true.",
            ),
        },
        Code::CalendarConflict => Texts {
            en: (
                "A held appointment would fall outside the window",
                "Choose a window that contains the appointments held; the first ones are listed.",
            ),
            fr: (
                "Un rendez-vous qui a eu lieu sortirait de la période",
                "Choisissez une période qui contient les rendez-vous qui ont eu lieu ; les premiers sont indiqués.",
            ),
        },
        Code::WindowOrder => Texts {
            en: (
                "The windows are out of order",
                "Let each window begin before it ends, and let the three interview windows rise from step to step at both ends.",
            ),
            fr: (
                "Les périodes ne sont pas dans l’ordre",
                "Faites commencer chaque période avant sa fin, et faites avancer les trois périodes d’entretien d’étape en étape, au début comme à la fin.",
            ),
        },
        Code::ChoiceClosed => Texts {
            en: (
                "The choice of a mentor is closed",
                "Choose within the window; afterwards the programme's team can give you more time.",
            ),
            fr: (
                "Le choix d’un mentor est clos",
                "Choisissez pendant la période prévue ; ensuite, l’équipe du programme peut vous donner plus de temps.",
            ),
        },
        Code::AlreadyHasMentor => Texts {
            en: (
                "The student has a mentor already",
                "End the live mentorship before another begins; staff can reassign it.",
            ),
            fr: (
                "L’étudiant a déjà un mentor",
                "Terminez le mentorat en cours avant d’en commencer un autre\u{a0}; l’équipe peut le réaffecter.",
            ),
        },
        Code::MentorFull => Texts {
            en: (
                "The mentor has no place left",
                "Choose another mentor; the list shows the places left.",
            ),
            fr: (
                "Ce mentor n’a plus de place",
                "Choisissez un autre mentor ; la liste montre les places libres.",
            ),
        },
        Code::MentorNotAvailable => Texts {
            en: (
                "This mentor isn't taking new students at the moment",
                "Choose another mentor, or come back later.",
            ),
            fr: (
                "Ce mentor ne prend pas de nouvel étudiant pour l’instant",
                "Choisissez un autre mentor, ou revenez plus tard.",
            ),
        },
        Code::TooManyChoices => Texts {
            en: (
                "You can't change mentors by yourself any more",
                "Talk to your mentor, or ask the programme's team to end the mentorship.",
            ),
            fr: (
                "Vous ne pouvez plus changer de mentor vous-même",
                "Parlez-en à votre mentor, ou demandez à l’équipe du programme de mettre fin au mentorat.",
            ),
        },
        Code::CharterNotAccepted => Texts {
            en: (
                "The charter isn't accepted yet",
                "Read the programme's charter and accept it, then repeat the request.",
            ),
            fr: (
                "La charte n’est pas encore acceptée",
                "Lisez la charte du programme, acceptez-la, puis répétez la requête.",
            ),
        },
        Code::InterviewNotOpen => Texts {
            en: (
                "The interview isn't open yet",
                "Settle the interview before it first.",
            ),
            fr: (
                "L’entretien n’est pas encore ouvert",
                "Menez d’abord l’entretien précédent à son terme.",
            ),
        },
        Code::InterviewSettled => Texts {
            en: ("This interview is over", "Go on with the next interview."),
            fr: ("Cet entretien est terminé", "Passez à l’entretien suivant."),
        },
        Code::OutsideWindow => Texts {
            en: (
                "The date is outside the window",
                "Choose a date within `window`.",
            ),
            fr: (
                "La date est hors de la période",
                "Choisissez une date dans `window`.",
            ),
        },
        Code::WindowOver => Texts {
            en: (
                "The window is over",
                "Ask the programme's team how to go on; they can give more time to everybody.",
            ),
            fr: (
                "La période est terminée",
                "Demandez à l’équipe du programme comment continuer ; elle peut donner plus de temps à tous.",
            ),
        },
        Code::InThePast => Texts {
            en: (
                "The date is in the past",
                "Choose a date that is still ahead.",
            ),
            fr: ("La date est passée", "Choisissez une date encore à venir."),
        },
        Code::TooEarly => Texts {
            en: (
                "The mentor must receive the road-book in time before the appointment",
                "Choose a date from `earliest_on`, or ask the mentor to waive this delay.",
            ),
            fr: (
                "Le mentor doit recevoir le carnet de route assez tôt avant le rendez-vous",
                "Choisissez une date à partir du `earliest_on`, ou demandez au mentor de vous dispenser de ce délai.",
            ),
        },
        Code::Overlap => Texts {
            en: (
                "Another appointment is at that time",
                "Choose another start; one of the two people is taken then.",
            ),
            fr: (
                "Un autre rendez-vous a lieu à cette heure",
                "Choisissez un autre début ; l’une des deux personnes est prise à ce moment.",
            ),
        },
        Code::SlotTaken => Texts {
            en: (
                "This slot isn't free",
                "Read the mentor's free slots again (`list_free_slots`) and pick one of them, or propose another time without `from_slot`.",
            ),
            fr: (
                "Ce créneau n’est pas libre",
                "Relisez les créneaux libres du mentor (`list_free_slots`) et prenez-en un, ou proposez un autre moment sans `from_slot`.",
            ),
        },
        Code::NotYourTurn => Texts {
            en: (
                "It's the other person's turn",
                "Wait for their answer, or do one of the actions in `allowed_actions`.",
            ),
            fr: (
                "C’est à l’autre personne de répondre",
                "Attendez sa réponse, ou faites ce que liste `allowed_actions`.",
            ),
        },
        Code::WrongState => Texts {
            en: (
                "The state doesn't allow this",
                "Read the resource again and do what its `allowed_actions` list.",
            ),
            fr: (
                "L’état actuel ne le permet pas",
                "Relisez la ressource et faites ce que liste son `allowed_actions`.",
            ),
        },
        Code::NotStarted => Texts {
            en: (
                "The appointment hasn't started",
                "Record the outcome once the appointment has started.",
            ),
            fr: (
                "Le rendez-vous n’a pas commencé",
                "Notez le résultat une fois le rendez-vous commencé.",
            ),
        },
        Code::BeforeLeavingSchool => Texts {
            en: (
                "The follow-up is after School",
                "Choose a start on `earliest_on` or later, after the student's last day of School.",
            ),
            fr: (
                "Le suivi a lieu après l’École",
                "Choisissez un début le `earliest_on` ou plus tard, après le dernier jour de l’étudiant à l’École.",
            ),
        },
        Code::RoadbookIncomplete => Texts {
            en: (
                "Required answers are missing",
                "Answer the questions that `items` names, then send the road-book.",
            ),
            fr: (
                "Des réponses obligatoires manquent",
                "Répondez aux questions que nomme `items`, puis envoyez le carnet de route.",
            ),
        },
        Code::RoadbookLate => Texts {
            en: (
                "The last day to send the road-book is over",
                "The last day was `deadline_on`. Move the appointment to `earliest_on` or later, or ask the mentor for a waiver.",
            ),
            fr: (
                "Le dernier jour pour envoyer le carnet de route est passé",
                "Le dernier jour était le `deadline_on`. Déplacez le rendez-vous au `earliest_on` ou plus tard, ou demandez une dispense au mentor.",
            ),
        },
        Code::RoadbookMissing => Texts {
            en: (
                "The road-book wasn't sent",
                "Let the student send the road-book, or the mentor or staff waive it, then record the outcome.",
            ),
            fr: (
                "Le carnet de route n’a pas été envoyé",
                "L’étudiant peut l’envoyer, ou le mentor ou l’équipe en dispenser ; notez ensuite le résultat.",
            ),
        },
        Code::InterviewNotHeld => Texts {
            en: (
                "The interview wasn't held",
                "Record a held appointment of this interview first.",
            ),
            fr: (
                "L’entretien n’a pas eu lieu",
                "Notez d’abord qu’un rendez-vous de cet entretien a eu lieu.",
            ),
        },
        Code::AppointmentAhead => Texts {
            en: (
                "An appointment of this interview is still ahead",
                "Give the form after the last appointment, or cancel that appointment.",
            ),
            fr: (
                "Un rendez-vous de cet entretien est encore à venir",
                "Remettez la fiche après le dernier rendez-vous, ou annulez celui-ci.",
            ),
        },
        Code::EvaluationAlreadyGiven => Texts {
            en: (
                "The form was given already",
                "Correct the form with a reason instead.",
            ),
            fr: (
                "La fiche a déjà été remise",
                "Corrigez plutôt la fiche, en donnant une raison.",
            ),
        },
        Code::EvaluationIncomplete => Texts {
            en: (
                "The form is incomplete",
                "Fill in everything that `items` lists, then give the form; `ratings` there asks for at least one rating or text.",
            ),
            fr: (
                "La fiche est incomplète",
                "Remplissez tout ce que liste `items`, puis remettez la fiche ; `ratings` y demande au moins une appréciation ou un texte.",
            ),
        },
        Code::EvaluationRetracted => Texts {
            en: (
                "The form was retracted",
                "Wait for the mentor to give it again; the retracted version takes nothing more.",
            ),
            fr: (
                "La fiche a été retirée",
                "Attendez que le mentor la remette à nouveau\u{a0}; la version retirée n’accepte plus rien.",
            ),
        },
        Code::AlreadyEnrolled => Texts {
            en: (
                "This person is enrolled in the programme",
                "Change that enrolment, or take the person out first; nobody is student and mentor of one programme.",
            ),
            fr: (
                "Cette personne est inscrite au programme",
                "Modifiez cette inscription, ou retirez d’abord la personne ; personne n’est étudiant et mentor d’un même programme.",
            ),
        },
        Code::CareerRequestOpen => Texts {
            en: (
                "A career interview is asked for already",
                "Wait until it is over, or cancel it before you ask for another.",
            ),
            fr: (
                "Un entretien carrière est déjà demandé",
                "Attendez qu’il ait eu lieu, ou annulez-le avant d’en demander un autre.",
            ),
        },
        Code::ApplicationOpen => Texts {
            en: (
                "You have applied already",
                "Wait for the team's answer, or withdraw the application before you send another.",
            ),
            fr: (
                "Vous avez déjà proposé votre candidature",
                "Attendez la réponse de l’équipe, ou retirez cette candidature avant d’en envoyer une autre.",
            ),
        },
        Code::CareerPeriodOver => Texts {
            en: (
                "Career interviews of this programme are over",
                "They can be asked for until 12 months after the programme's calendar ends. Ask the programme's team.",
            ),
            fr: (
                "La période des entretiens carrière de ce programme est terminée",
                "Ils peuvent être demandés jusqu’à 12 mois après la fin du calendrier du programme. Demandez à l’équipe du programme.",
            ),
        },
        Code::TemplateInUse => Texts {
            en: (
                "The template is in use",
                "People have written under it: keep what `pointer` names as it was. Titles, labels, helps and the order may still change, a question or field may become optional, and an answer may be longer; all else waits for next year's programme.",
            ),
            fr: (
                "Le modèle est déjà utilisé",
                "Des personnes ont écrit en s’y appuyant\u{a0}: laissez ce que nomme `pointer` tel qu’il était. Titres, libellés, aides et ordre peuvent encore changer, une question ou un champ peut devenir facultatif, une réponse peut être plus longue\u{a0}; le reste attend le programme de l’année prochaine.",
            ),
        },
        Code::TemplateInvalid => Texts {
            en: (
                "The template contradicts itself",
                "Mend what `pointer` names: each key is there once, a road-book has at most 100 questions and at least one for each interview, a form has a criterion or a text and is of the interview in the path.",
            ),
            fr: (
                "Le modèle se contredit",
                "Corrigez ce que nomme `pointer`\u{a0}: chaque clé n’y est qu’une fois, un carnet de route a au plus 100 questions et au moins une pour chaque entretien, une fiche a un critère ou un texte et concerne l’entretien de l’adresse.",
            ),
        },
        Code::ProgrammeExists => Texts {
            en: (
                "A programme of this year has this name",
                "Go on with that one, which `list_programmes` shows, or choose a name that differs by more than case, accents and punctuation.",
            ),
            fr: (
                "Un programme de cette année porte déjà ce nom",
                "Continuez avec celui-là, que montre `list_programmes`, ou choisissez un nom qui diffère par plus que la casse, les accents et la ponctuation.",
            ),
        },
        Code::OwnMentorship => Texts {
            en: (
                "This mentorship is your own",
                "Ask a colleague: staff don't act as staff on their own mentorship.",
            ),
            fr: (
                "Ce mentorat est le vôtre",
                "Demandez à un collègue ; l’équipe n’agit pas comme telle sur son propre mentorat.",
            ),
        },
        Code::StaffOnly => Texts {
            en: ("Only staff can do this now", "Ask the programme's team."),
            fr: (
                "Seule l’équipe peut le faire maintenant",
                "Demandez à l’équipe du programme.",
            ),
        },
        Code::ReasonRequired => Texts {
            en: (
                "A reason is needed",
                "Repeat the request with a reason of yours at `pointer`.",
            ),
            fr: (
                "Il faut une raison",
                "Répétez la requête avec votre raison à `pointer`.",
            ),
        },
        Code::ReferenceUnknown => Texts {
            en: (
                "The body names something that isn't there",
                "`pointer` names what isn't there, or not for you to see: take its value from something that you can read, and repeat the request.",
            ),
            fr: (
                "Le corps nomme quelque chose qui n’existe pas",
                "`pointer` nomme ce qui n’existe pas, ou que vous ne pouvez pas voir\u{a0}: prenez sa valeur dans ce que vous pouvez lire, et répétez la requête.",
            ),
        },
        Code::AnswerTooLong => Texts {
            en: (
                "An answer is longer than its question allows",
                "Shorten the answers listed in `items`.",
            ),
            fr: (
                "Une réponse est plus longue que sa question ne le permet",
                "Raccourcissez les réponses listées dans `items`.",
            ),
        },
    }
}
