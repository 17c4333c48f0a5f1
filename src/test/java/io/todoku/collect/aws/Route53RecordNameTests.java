package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

class Route53RecordNameTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Mail.Example.COM., mail.example.com
          \\052.example.com., *.example.com
          a.\\052.example.com., a.*.example.com
          _dmarc.example.com., _dmarc.example.com
          a\\056b.example.com., a\\046b.example.com
          a\\134b.example.com., a\\092b.example.com
          a\\100b.example.com., a\\064b.example.com
          \\101.example.com., a.example.com
          \\303\\274.example.com., \\195\\188.example.com
          ü.example.com., \\195\\188.example.com
          a b.example.com., a\\032b.example.com
          a\\0521.example.com., a*1.example.com
          a$(id).example.com., a\\036\\040id\\041.example.com
          a\\999.example.com., a\\092999.example.com
          a\\., a\\092
          ., .
          """)
  void octalEscapesOfRoute53BecomeDecimalEscapesOfDns(String written, String read) {
    assertThat(Route53RecordName.canonical(written)).isEqualTo(read);
  }

  @Test
  void aConvertedNameIsTheSameNameInDns() throws TextParseException {
    assertThat(
            Name.fromString(Route53RecordName.canonical("a\\056\\303\\274 b.Example.com."))
                .getLabel(0))
        .isEqualTo(new byte[] {6, 'a', '.', (byte) 0xc3, (byte) 0xbc, ' ', 'b'});
  }
}
