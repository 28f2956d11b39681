package dev.signet.authority.authn.mtls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.RunningAuthority;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Sends forms to an authority, on a connection of its own that shows a certificate, or none. */
public record MtlsClient(
    RunningAuthority authority, String origin, @Nullable TestCertificates own) {
  /** Shows none, over TLS. */
  public static MtlsClient without(RunningAuthority authority) {
    return new MtlsClient(authority, "https://127.0.0.1:", null);
  }

  /** Shows this one. */
  public static MtlsClient with(RunningAuthority authority, TestCertificates own) {
    return new MtlsClient(authority, "https://127.0.0.1:", own);
  }

  /** A proxy, whose connection to the authority is plain. */
  public static MtlsClient plain(RunningAuthority authority) {
    return new MtlsClient(authority, "http://127.0.0.1:", null);
  }

  /** The same from {@code ::1}. */
  public static MtlsClient plainOverIpv6(RunningAuthority authority) {
    return new MtlsClient(authority, "http://[::1]:", null);
  }

  /** A token of the client's own. */
  public HttpResponse<String> token(String clientId, String... headers) throws Exception {
    return post("/token", "grant_type=client_credentials&client_id=" + clientId, headers);
  }

  /** Reads. */
  public HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  /** Posts a form. */
  public HttpResponse<String> post(String path, String form, String... headers) throws Exception {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin + authority.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(tls())
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }

  private SSLContext tls() throws Exception {
    if (own != null) {
      return own.client(new TrustsAnyone());
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAnyone()}, new SecureRandom());
    return context;
  }

  /** A value as it stands in a form. */
  public static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Whose server it is, is not the matter here. */
  private static final class TrustsAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return List.<X509Certificate>of().toArray(X509Certificate[]::new);
    }
  }
}
