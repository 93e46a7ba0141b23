package plan

import (
	"slices"
	"strings"

	"weir.local/generator/model"
)

// eventListeners are the files of those who are told of queries: event-listener.properties, or one for each when there are several.
func (d *draft) eventListeners() []model.File {
	var files []model.File
	for _, l := range listeners() {
		if d.has("eventListeners", l.name) {
			lines := append(d.fieldLines("eventListeners", l.name), l.more(d)...)
			files = append(files, d.named("event-listener", l.name, lines, "eventListeners", l.name))
		}
	}
	if len(files) == 1 {
		files[0].Path = "event-listener.properties"
	}
	return files
}

// listenersOf are those of a role. Queries end on the coordinator, so ECS gives them to no one else; the chart gives one to both.
func (d *draft) listenersOf(role model.RoleName) []model.File {
	files := d.eventListeners()
	if role == model.Worker && (d.ECS != nil || len(files) != 1) {
		return nil
	}
	return files
}

// listener is a kind of event listener, and the properties that follow from several of its fields.
type listener struct {
	name string
	more func(*draft) []model.Line
}

func listeners() []listener {
	none := func(*draft) []model.Line { return nil }
	return []listener{{"mysql", none}, {"http", (*draft).httpEvents}, {"kafka", (*draft).kafkaTopics}, {"openlineage", (*draft).lineageTransport}}
}

// httpEvents say which events are sent: Trino's own default is none.
func (d *draft) httpEvents() []model.Line {
	events, path := d.Spec.EventListeners.Http.Events, []string{"eventListeners", "http", "events"}
	if events == nil {
		events, path = []string{"completed"}, path[:2]
	}
	var lines []model.Line
	for _, event := range []string{"created", "completed", "split"} {
		if slices.Contains(events, event) {
			lines = append(lines, d.clusterLine("http-event-listener.log-"+event, true, path...))
		}
	}
	return lines
}

// kafkaTopics say which events are sent and where: Trino asks for a topic of each event that it sends.
func (d *draft) kafkaTopics() []model.Line {
	block := []string{"eventListeners", "kafka", "topics"}
	topics := d.at(block...)
	var lines []model.Line
	for _, f := range model.FieldsOf(block...) {
		publish := strings.Replace(strings.TrimSuffix(f.Property, ".topic"), "listener.", "listener.publish-", 1)
		topic, sent := topics[f.Name]
		if !sent {
			lines = append(lines, d.clusterLine(publish, false, "eventListeners", "kafka"))
			continue
		}
		path := append(slices.Clone(block), f.Name)
		lines = append(lines, d.clusterLine(publish, true, path...), d.clusterLine(f.Property, topic, path...))
	}
	return lines
}

// lineageTransport says how events go out: to a collector, where there is one.
func (d *draft) lineageTransport() []model.Line {
	if !d.has("eventListeners", "openlineage", "url") {
		return nil
	}
	return []model.Line{d.clusterLine("openlineage-event-listener.transport.type", "HTTP", "eventListeners", "openlineage", "url")}
}
