import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.ArrayFS;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.StringArrayFS;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/**
 * What Apache UIMA reads from XMI files, and the same files as it writes them.
 *
 * Arguments: the type system, then pairs of a file to read and one to write. It prints a line for each
 * annotation: its type, the words that it covers, and its features in the order of the type, as base64 of
 * UTF-8 with tabs between them. Values of an array, and the roles and targets of links, have line feeds
 * between them.
 */
public final class Annotations {
    public static void main(String[] args) throws Exception {
        TypeSystemDescription types =
            UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(args[0]));
        for (int i = 1; i < args.length; i += 2) {
            CAS cas = CasCreationUtils.createCas(types, null, null);
            try (FileInputStream file = new FileInputStream(args[i])) {
                XmiCasDeserializer.deserialize(file, cas); // strict: a type or feature that is unknown fails
            }
            for (AnnotationFS annotation : cas.getAnnotationIndex()) {
                if (annotation.getType().getName().startsWith("detente.")) {
                    print(annotation);
                }
            }
            try (FileOutputStream file = new FileOutputStream(args[i + 1])) {
                XmiCasSerializer.serialize(cas, file);
            }
        }
    }

    private static void print(AnnotationFS annotation) {
        List<String> line = new ArrayList<>();
        line.add(annotation.getType().getName());
        line.add(annotation.getCoveredText());
        for (Feature feature : annotation.getType().getFeatures()) {
            if (feature.getName().startsWith("detente.")) {
                line.add(feature.getShortName() + "=" + value(annotation, feature));
            }
        }
        List<String> encoded = new ArrayList<>();
        for (String part : line) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            encoded.add(Base64.getEncoder().encodeToString(bytes));
        }
        System.out.println(String.join("\t", encoded));
    }

    private static String value(AnnotationFS annotation, Feature feature) {
        if (feature.getRange().isPrimitive()) {
            String value = annotation.getFeatureValueAsString(feature);
            return value == null ? "" : value;
        }
        FeatureStructure held = annotation.getFeatureValue(feature);
        if (held instanceof StringArrayFS) {
            return String.join("\n", ((StringArrayFS) held).toArray());
        }
        List<String> links = new ArrayList<>();
        if (held instanceof ArrayFS) {
            for (FeatureStructure link : ((ArrayFS) held).toArray()) {
                Feature role = link.getType().getFeatureByBaseName("role");
                Feature target = link.getType().getFeatureByBaseName("target");
                AnnotationFS other = (AnnotationFS) link.getFeatureValue(target);
                links.add(link.getStringValue(role) + " " + key(other));
            }
        }
        return String.join("\n", links);
    }

    private static String key(AnnotationFS annotation) {
        return annotation.getStringValue(annotation.getType().getFeatureByBaseName("key"));
    }
}
