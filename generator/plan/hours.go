package plan

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// weekdays are cron's, from Sunday.
var weekdays = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}

// hours are the declared hours, sorted by name, and with them how few and how many workers there ever are.
func (d *draft) hours() {
	if d.ECS == nil || d.ECS.Schedule == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(d.ECS.Schedule.Hours)) {
		h := d.hoursOf(name, d.ECS.Schedule.Hours[name])
		d.Workers.Hours = append(d.Workers.Hours, h)
		d.Workers.Least = min(d.Workers.Least, int(h.Min.Value))
		d.Workers.Most = max(d.Workers.Most, int(h.Max.Value))
		r := rule{hoursText(h) + " " + d.ECS.Schedule.Timezone + "; at other hours as workers says", ""}
		d.note("", "workers, "+name, fmt.Sprintf("%g to %g", h.Min.Value, h.Max.Value), r, h.Origin)
	}
}

func (d *draft) hoursOf(name string, spec schema.HoursFields) model.Hours {
	path := []string{"schedule", "hours", name}
	h := model.Hours{
		Name: name, Days: daysOf(spec.Days), From: minuteOf(spec.From), To: minuteOf(spec.To), Origin: d.decl.origin(path...),
		Min: model.Number{Value: float64(d.Workers.Min), Origin: d.Workers.MinOrigin},
		Max: model.Number{Value: float64(d.Workers.Max), Origin: d.Workers.MaxOrigin},
	}
	if spec.Min != nil {
		h.Min = model.Number{Value: float64(*spec.Min), Origin: d.decl.origin(append(path, "min")...)}
	}
	if spec.Max != nil {
		h.Max = model.Number{Value: float64(*spec.Max), Origin: d.decl.origin(append(path, "max")...)}
	}
	return h
}

// daysOf reads "MON-FRI,SUN"; a range may go over the end of the week: "FRI-MON". Nothing is every day.
func daysOf(text string) (days [7]bool) {
	if text == "" {
		text = "SUN-SAT"
	}
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(part, "-")
		if !ranged {
			last = first
		}
		from, to := slices.Index(weekdays, first), slices.Index(weekdays, last)
		if from < 0 || to < 0 {
			continue
		}
		for day := from; ; day = (day + 1) % 7 {
			days[day] = true
			if day == to {
				break
			}
		}
	}
	return days
}

// minuteOf reads "08:30".
func minuteOf(text string) int {
	hour, minute, _ := strings.Cut(text, ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return h*60 + m
}

// daysText spells days as cron does: "MON-FRI", "SAT,SUN", "*".
func daysText(days [7]bool) string {
	if days == [7]bool{true, true, true, true, true, true, true} {
		return "*"
	}
	var parts []string
	for day := 0; day < 7; day++ {
		last := day
		for last < 6 && days[day] && days[last+1] {
			last++
		}
		switch {
		case !days[day]:
		case last == day:
			parts = append(parts, weekdays[day])
		case last == day+1:
			parts = append(parts, weekdays[day], weekdays[last])
		default:
			parts = append(parts, weekdays[day]+"-"+weekdays[last])
		}
		day = last
	}
	return strings.Join(parts, ",")
}

// hoursText is what `show plan` says of hours: "MON-FRI 08:00 to 20:00".
func hoursText(h model.Hours) string {
	days := daysText(h.Days)
	if days == "*" {
		days = "every day"
	}
	return days + " " + clock(h.From) + " to " + clock(h.To)
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// actions set the numbers of workers when hours begin, and set them back where hours end and no others begin.
func (d *draft) actions() []model.ScalingAction {
	if len(d.Workers.Hours) == 0 {
		return nil
	}
	zone := model.Text{Value: d.ECS.Schedule.Timezone, Origin: d.decl.origin("schedule", "timezone")}
	begins := map[int]bool{}
	for _, h := range d.Workers.Hours {
		for _, s := range h.Spans() {
			begins[s.From] = true
		}
	}
	var all []model.ScalingAction
	for _, h := range d.Workers.Hours {
		all = append(all, model.ScalingAction{
			Name: model.Text{Value: h.Name, Origin: h.Origin}, At: cron(h.Origin, h.Days, h.From), Timezone: zone, Min: h.Min, Max: h.Max,
		})
		var ends [7]bool
		for _, s := range h.Spans() {
			if end := s.To % model.MinutesOfWeek; !begins[end] {
				ends[end/(24*60)] = true
			}
		}
		if ends == [7]bool{} {
			continue
		}
		all = append(all, model.ScalingAction{
			Name: model.Text{Value: h.Name + ".end", Origin: h.Origin}, At: cron(h.Origin, ends, h.To), Timezone: zone,
			Min: model.Number{Value: float64(d.Workers.Min), Origin: d.Workers.MinOrigin},
			Max: model.Number{Value: float64(d.Workers.Max), Origin: d.Workers.MaxOrigin},
		})
	}
	return all
}

// cron is a time of days as Application Auto Scaling writes it: minute, hour, day of the month, month, day of the week, year.
func cron(from *source.Origin, days [7]bool, minute int) model.Text {
	return model.Text{
		Value:  fmt.Sprintf("cron(%d %d ? * %s *)", minute%60, minute/60, daysText(days)),
		Origin: source.Computed("schedule: cron of the hours' days and times", from),
	}
}
