// A look at mentors with the client that openapi-generator makes: names read well, types hold.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	mentoring "mentoring.example/client"
)

type account struct{ Role, Token string }

// tokenOf finds a token of the demo for such a role.
func tokenOf(address, role string) string {
	answer, err := http.Get(address + "/demo/accounts")
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var accounts []account
	if err := json.NewDecoder(answer.Body).Decode(&accounts); err != nil {
		log.Fatal(err)
	}
	for _, one := range accounts {
		if one.Role == role {
			return one.Token
		}
	}
	log.Fatal("no account with the role ", role)
	return ""
}

// inWords shows that every means has the one field that belongs to it.
func inWords(means mentoring.Means) string {
	switch one := means.GetActualInstance().(type) {
	case *mentoring.MeansInPerson:
		return one.Place
	case *mentoring.MeansPhone:
		return one.Number
	case *mentoring.MeansVideo:
		return one.Link
	}
	return ""
}

func main() {
	address := os.Getenv("MENTORING_URL")
	settings := mentoring.NewConfiguration()
	settings.Servers = mentoring.ServerConfigurations{{URL: address}}
	client := mentoring.NewAPIClient(settings)
	ctx := context.WithValue(context.Background(), mentoring.ContextAccessToken, tokenOf(address, "student"))

	me, _, err := client.MeAPI.GetMe(ctx).Execute()
	if err != nil {
		log.Fatal(err)
	}
	programme := me.Enrolments[0].ProgrammeId
	page, _, err := client.MentorsAPI.ListMentors(ctx, programme).Limit(2).Execute()
	if err != nil || len(page.Items) != 2 {
		log.Fatal("no page of two mentors: ", err)
	}
	for _, mentorship := range me.Mentorships {
		appointments, _, err := client.AppointmentsAPI.ListAppointments(ctx, mentorship.Id).Execute()
		if err != nil {
			log.Fatal(err)
		}
		for _, one := range appointments.Items {
			if one.State == mentoring.APPOINTMENTSTATE_HELD {
				fmt.Println("Go: met at", inWords(one.Means))
			}
		}
	}

	choice := mentoring.MentorshipCreate{MentorId: me.Person.Id}
	_, refused, err := client.MentorshipsAPI.ChooseMentor(ctx, programme).MentorshipCreate(choice).Execute()
	if err == nil || refused.StatusCode != http.StatusConflict {
		log.Fatal("nobody chooses themselves: ", err)
	}
	fmt.Println("Go:", len(page.Items), "mentors read, next steps:", len(me.NextSteps))
}
