//! What the codes mean, in French.

use crate::http::problem::Code;

/// Title and detail of a code; the detail says what to do.
pub const fn french(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::MalformedBody => (
            "Le corps n’est pas du JSON lisible",
            "Envoyez une seule valeur JSON en UTF-8, sans membre en double, et tout entière dans le temps imparti.",
        ),
        Code::TokenMissing => (
            "Il faut un jeton",
            "Envoyez `Authorization: Bearer <jeton>` avec un jeton du site des Alumni.",
        ),
        Code::TokenInvalid => (
            "Le jeton n’est pas accepté",
            "Reconnectez-vous sur le site des Alumni pour obtenir un nouveau jeton ; si cela ne suffit pas, vérifiez son émetteur, son audience et ses dates.",
        ),
        Code::TokenExpired => (
            "Le jeton a expiré",
            "Demandez un nouveau jeton au site des Alumni et répétez la requête.",
        ),
        Code::RoleForbidden => (
            "Votre rôle ne permet pas cette opération",
            "Elle revient à des personnes d’un autre rôle ; adressez-vous à l’équipe du programme si vous en avez besoin.",
        ),
        Code::ScopeMissing => (
            "Il manque un droit (scope) à ce client",
            "Demandez à un administrateur de donner à ce client le scope que nomme la description de l’opération.",
        ),
        Code::PersonUnknown => (
            "Cette personne n’est pas connue ici",
            "Demandez à l’équipe du programme d’importer ce compte dans un programme.",
        ),
        Code::PersonDeactivated => (
            "Cette personne est désactivée",
            "Demandez à l’équipe du programme de réactiver le compte.",
        ),
        Code::ContentNotShared => (
            "Ce contenu n’est pas partagé avec vous",
            "Demandez à l’étudiant de partager le document.",
        ),
        Code::NotFound => (
            "Il n’y a rien ici pour vous",
            "Vérifiez l’adresse ; ce que vous ne pouvez pas lire reçoit la même réponse que ce qui n’existe pas.",
        ),
        Code::MethodNotAllowed => (
            "Cette adresse n’offre pas cette méthode",
            "Utilisez une des méthodes que nomme l’en-tête `Allow`.",
        ),
        Code::ProgrammeNotOpen => (
            "Le programme n’est pas ouvert",
            "Attendez que l’équipe ouvre le programme ; un programme clos n’accepte plus de nouvelles actions.",
        ),
        Code::LiveMentorships => (
            "Des mentorats sont encore en cours",
            "Terminez-les d’abord, ou répétez la requête avec `end_live_mentorships` à true, ce qui met fin à tous.",
        ),
        Code::CalendarConflict => (
            "Un rendez-vous qui a eu lieu sortirait de la période",
            "Choisissez une période qui contient les rendez-vous qui ont eu lieu ; les premiers sont indiqués.",
        ),
        Code::WindowOrder => (
            "Les périodes ne sont pas dans l’ordre",
            "Faites commencer chaque période avant sa fin, et faites avancer les trois périodes d’entretien d’étape en étape, au début comme à la fin.",
        ),
        Code::ChoiceClosed => (
            "Le choix d’un mentor est clos",
            "Choisissez pendant la période prévue ; ensuite, l’équipe peut vous donner plus de temps.",
        ),
        Code::AlreadyHasMentor => (
            "Vous avez déjà un mentor",
            "Terminez le mentorat en cours avant de choisir un autre mentor.",
        ),
        Code::MentorFull => (
            "Ce mentor n’a plus de place",
            "Choisissez un autre mentor ; la liste montre les places libres.",
        ),
        Code::MentorNotAvailable => (
            "Ce mentor n’accueille personne en ce moment",
            "Choisissez un autre mentor, ou revenez plus tard.",
        ),
        Code::TooManyChoices => (
            "Il ne reste plus de retrait possible",
            "Parlez-en à votre mentor, ou demandez à l’équipe de mettre fin au mentorat.",
        ),
        Code::CharterNotAccepted => (
            "La charte n’est pas encore acceptée",
            "Lisez la charte du programme, acceptez-la, puis répétez la requête.",
        ),
        Code::InterviewNotOpen => (
            "L’entretien n’est pas encore ouvert",
            "Menez d’abord l’entretien précédent à son terme.",
        ),
        Code::InterviewSettled => (
            "L’entretien est déjà réglé",
            "Passez à l’entretien suivant.",
        ),
        Code::OutsideWindow => (
            "La date est hors de la période",
            "Choisissez un début dans la période prévue (`window`).",
        ),
        Code::WindowOver => (
            "La période est terminée",
            "Demandez à l’équipe plus de temps pour cet entretien.",
        ),
        Code::InThePast => ("La date est passée", "Choisissez un début encore à venir."),
        Code::TooEarly => (
            "Il faut plus de temps pour le carnet de route avant le rendez-vous",
            "Choisissez un début le `earliest_on` ou plus tard, ou demandez une dispense au mentor.",
        ),
        Code::Overlap => (
            "Un autre rendez-vous a lieu à cette heure",
            "Choisissez un autre début ; l’une des deux personnes est prise à ce moment.",
        ),
        Code::SlotTaken => ("Le créneau est pris", "Choisissez un autre créneau libre."),
        Code::NotYourTurn => (
            "C’est à l’autre personne de répondre",
            "Attendez sa réponse, ou faites ce que liste `allowed_actions`.",
        ),
        Code::WrongState => (
            "L’état actuel ne le permet pas",
            "Relisez la ressource et faites ce que liste son `allowed_actions`.",
        ),
        Code::NotStarted => (
            "Le rendez-vous n’a pas commencé",
            "Notez le résultat une fois le rendez-vous commencé.",
        ),
        Code::BeforeLeavingSchool => (
            "Le suivi a lieu après l’École",
            "Choisissez un début le `earliest_on` ou plus tard, après le dernier jour de l’étudiant à l’École.",
        ),
        Code::RoadbookIncomplete => (
            "Des réponses obligatoires manquent",
            "Répondez aux questions listées dans `items`, puis envoyez le carnet de route.",
        ),
        Code::RoadbookLate => (
            "Le dernier jour pour envoyer le carnet de route est passé",
            "Le dernier jour était le `deadline_on`. Déplacez le rendez-vous au `earliest_on` ou plus tard, ou demandez une dispense au mentor.",
        ),
        Code::RoadbookMissing => (
            "Le carnet de route n’a pas été envoyé",
            "L’étudiant peut l’envoyer, ou le mentor en dispenser ; notez ensuite le résultat.",
        ),
        Code::InterviewNotHeld => (
            "L’entretien n’a pas eu lieu",
            "Notez d’abord qu’un rendez-vous de cet entretien a eu lieu.",
        ),
        Code::AppointmentAhead => (
            "Un rendez-vous de cet entretien est encore à venir",
            "Remettez la fiche après le dernier rendez-vous, ou annulez celui-ci.",
        ),
        Code::EvaluationAlreadyGiven => (
            "La fiche a déjà été remise",
            "Corrigez plutôt la fiche, en donnant une raison.",
        ),
        Code::EvaluationIncomplete => (
            "La fiche est incomplète",
            "Remplissez tout ce que liste `items`, puis remettez la fiche ; `ratings` y demande au moins une appréciation ou un texte.",
        ),
        Code::CareerRequestOpen => (
            "Une demande est déjà ouverte",
            "Attendez la réponse à la demande ouverte, ou annulez-la.",
        ),
        Code::CareerPeriodOver => (
            "Le temps des entretiens de carrière est passé",
            "Écrivez au service Carrières des Alumni.",
        ),
        Code::TemplateInUse => (
            "Le modèle est en usage",
            "Changez seulement les formulations ; les clés restent après le premier usage.",
        ),
        Code::AlreadyEnrolled => (
            "Cette personne est inscrite dans l’autre rôle",
            "Retirez d’abord l’autre inscription à ce programme ; personne n’est étudiant et mentor d’un même programme.",
        ),
        Code::OwnMentorship => (
            "Ce mentorat est le vôtre",
            "Demandez à un collègue ; l’équipe n’agit pas comme telle sur son propre mentorat.",
        ),
        Code::StaffOnly => (
            "Seule l’équipe peut le faire maintenant",
            "Demandez à l’équipe du programme.",
        ),
        Code::ReasonRequired => (
            "Il faut une raison",
            "Répétez la requête avec votre raison à `pointer`.",
        ),
        Code::ReferenceUnknown => (
            "Le corps nomme quelque chose qui n’existe pas",
            "`pointer` nomme ce qui n’existe pas, ou que vous ne pouvez pas voir : prenez sa valeur dans ce que vous pouvez lire, et répétez la requête.",
        ),
        Code::AnswerTooLong => (
            "Une réponse est plus longue que sa question ne le permet",
            "Raccourcissez les réponses listées dans `items`.",
        ),
        Code::IdempotencyInProgress => (
            "La première requête avec cette clé est encore en cours",
            "Attendez un instant et répétez la requête avec la même clé.",
        ),
        Code::SecretAlreadyShown => (
            "Le secret a déjà été montré",
            "Créez un nouveau secret ; la réponse qui le montrait n’est pas conservée.",
        ),
        Code::Stale => (
            "La ressource a changé entre-temps",
            "Relisez-la, appliquez votre changement à ce qui s’y trouve maintenant, et envoyez son nouvel ETag dans `If-Match`.",
        ),
        Code::BodyTooLarge => (
            "Le corps est trop grand",
            "Envoyez au plus 1 Mio (imports : 10 Mio).",
        ),
        Code::UnsupportedMediaType => (
            "Le type de contenu du corps n’est pas pris en charge",
            "Envoyez `Content-Type: application/json`, et le corps tel quel, non compressé.",
        ),
        Code::ValidationFailed => (
            "La requête ne respecte pas son schéma",
            "Corrigez ce que liste `errors` ; chaque entrée indique sa place.",
        ),
        Code::CursorInvalid => (
            "Le curseur n’est pas de cette liste",
            "Recommencez sans curseur, ou gardez les filtres et l’ordre tels qu’ils étaient.",
        ),
        Code::IdempotencyKeyReused => (
            "La clé d’idempotence a servi à une autre requête",
            "Utilisez une nouvelle clé pour une nouvelle requête.",
        ),
        Code::ImportRefused => (
            "Rien n’a été importé",
            "Corrigez les lignes que liste le rapport, ou importez les bonnes avec `partial=true`.",
        ),
        Code::IfMatchRequired => (
            "Il faut `If-Match`",
            "Lisez la ressource et envoyez son ETag dans `If-Match`, afin qu’aucune modification ne se perde.",
        ),
        Code::RateLimited => (
            "Trop de requêtes",
            "Attendez autant de secondes que l’indique `Retry-After`.",
        ),
        Code::Internal => (
            "Quelque chose s’est mal passé ici",
            "Répétez la requête plus tard ; si cela persiste, donnez-nous le `request_id`.",
        ),
        Code::DatabaseUnavailable => (
            "La base de données est injoignable",
            "Répétez la requête après autant de secondes que l’indique `Retry-After`.",
        ),
        Code::Overloaded => (
            "Le service est surchargé",
            "Répétez la requête après autant de secondes que l’indique `Retry-After`.",
        ),
    }
}
