package text

import (
	"regexp"
	"strings"

	"example.org/tandtui/internal/domain"
)

// fileElements are what the elements of an invoice file are called, in the words of the
// bill's form. One that means something else in another element has that before it.
var fileElements = map[string]string{
	"invoiceFile": "Filen", "header": "Filhuvudet", "fileId": "Filens id", "created": "När filen gjordes", "system": "Journalsystem", "systemVersion": "Journalsystemets version",
	"orgNumber": "Organisationsnummer", "bills": "Antal räkningar", "credits": "Antal krediteringar", "sumOre": "Summa",
	"invoice": "Faktura", "bill": "Räkning", "person": "Personnummer", "support": "Tandvårdsstöd", "careModel": "Vårdmodell", "category": "Sjukdomsgrupp",
	"approval": "FHB", "entitlement": "Intyg", "priceList": "Prislista", "exemption": "Frikort", "no": "Frikortets nummer", "from": "Frikort från", "to": "Frikort till",
	"feeGround": "Skäl till avgiftsfrihet", "billRef": "Räkningsreferens", "comment": "Kommentar",
	"items": "Åtgärder", "item": "Åtgärd", "date": "Åtgärdsdatum", "code": "Åtgärdskod", "position": "Tand", "priceOre": "Pris", "performer": "Behandlare",
	"fee": "Patientavgift", "fee/date": "Besöksdatum", "amountOre": "Patientavgift",
	"attachments": "Bilagor", "attachment": "Bilaga", "extension": "Egna uppgifter",
	"credit": "Kreditering", "ourRef": "Vår referens", "reason": "Orsak",
}

// ordinals are the places of elements among their like.
var ordinals = regexp.MustCompile(`\[\d+\]`)

// FileElement is what the element at the end of a path of an invoice file is called; "":
// the format has no such element.
func FileElement(path string) string {
	parts := strings.Split(ordinals.ReplaceAllString(path, ""), "/")
	if n := len(parts); n > 1 {
		if s, ok := fileElements[parts[n-2]+"/"+parts[n-1]]; ok {
			return s
		}
	}
	return fileElements[parts[len(parts)-1]]
}

// FilePerson is the person number of an invoice file as people read it; one that is not
// right is as the file writes it.
func FilePerson(written string, today domain.Date) string {
	id, err := domain.ParsePersonID(written, today)
	if err != nil {
		return Safe(written)
	}
	return id.Display()
}
