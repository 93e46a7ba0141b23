package plan

import (
	"fmt"
	"strings"
	"testing"

	"weir.local/generator/model"
	"weir.local/schema"
)

// Hours become actions of the clock: Application Auto Scaling, Scheduled scaling: cron(minutes hours day-of-month month day-of-week year).
func TestHoursBecomeActions(t *testing.T) {
	type hours = map[string]schema.HoursFields
	n := func(v int64) *int64 { return &v }
	for _, tt := range []struct {
		name string
		in   hours
		want []string
	}{
		{"office hours", hours{"office": {Days: "MON-FRI", From: "08:00", To: "20:30", Min: n(4), Max: n(12)}}, []string{
			"office cron(0 8 ? * MON-FRI *) 4-12", "office.end cron(30 20 ? * MON-FRI *) 1-8"}},
		{"over midnight", hours{"night": {Days: "FRI,SAT", From: "22:00", To: "06:00", Min: n(0)}}, []string{
			"night cron(0 22 ? * FRI,SAT *) 0-8", "night.end cron(0 6 ? * SUN,SAT *) 1-8"}},
		{"hours that touch end where the others begin", hours{
			"day": {From: "08:00", To: "20:00", Min: n(4)}, "evening": {Days: "MON-THU", From: "20:00", To: "23:00", Min: n(2)}}, []string{
			"day cron(0 8 ? * * *) 4-8", "day.end cron(0 20 ? * SUN,FRI,SAT *) 1-8", "evening cron(0 20 ? * MON-THU *) 2-8", "evening.end cron(0 23 ? * MON-THU *) 1-8"}},
		{"round the clock", hours{"day": {From: "08:00", To: "20:00", Min: n(4)}, "night": {From: "20:00", To: "08:00", Min: n(2)}}, []string{
			"day cron(0 8 ? * * *) 4-8", "night cron(0 20 ? * * *) 2-8"}},
		{"a whole day", hours{"sunday": {Days: "SUN", From: "00:00", To: "00:00", Max: n(2)}}, []string{
			"sunday cron(0 0 ? * SUN *) 1-2", "sunday.end cron(0 0 ? * MON *) 1-8"}},
		{"a range over the end of the week", hours{"quiet": {Days: "FRI-MON", From: "01:00", To: "02:00", Max: n(1)}}, []string{
			"quiet cron(0 1 ? * SUN,MON,FRI,SAT *) 1-1", "quiet.end cron(0 2 ? * SUN,MON,FRI,SAT *) 1-8"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &draft{Cluster: &model.Cluster{Workers: model.Workers{Min: 1, Max: 8, Least: 1, Most: 8}}}
			d.ECS = &schema.ECSClusterFields{Schedule: &schema.ScheduleFields{Timezone: "UTC", Hours: tt.in}}
			d.decl = merged{value: map[string]any{}, decl: &schema.Declaration{}}
			d.hours()
			var got []string
			for _, a := range d.actions() {
				got = append(got, fmt.Sprintf("%s %s %g-%g", a.Name.Value, a.At.Value, a.Min.Value, a.Max.Value))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
			}
		})
	}
}
