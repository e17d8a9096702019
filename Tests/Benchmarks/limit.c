// limit: the floor. Handshake, then one incoming frame on /pub is send()t as one prebuilt frame to every /sub socket.
// cc -O2 -w -o limit limit.c -lcrypto -lpthread
// limit -p PORT [-m epoll|batch] [-s SHARDS]   (SHARDS>1: threads with SO_REUSEPORT, publisher wakes the others by eventfd)
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
typedef uint64_t u64;typedef uint32_t u32;typedef uint8_t u8;
typedef struct {atomic_int ref;u32 len;u8 b[];} fr;
typedef struct {fr*f;u32 off;} qe;
typedef struct conn {int fd;u8 st,kind;u32 idx;u8*rb;u32 rl,rc;qe*q;u32 qn,qc,qh;} conn;   // kind 1 = sub, 2 = pub
typedef struct {int id,ep,lfd,efd;conn**subs;u32 n,cap;atomic_uint head;u32 tail;_Atomic(fr*) box[4096];u64 fan_ns,fan_n;} shard;
static int port=9001,nsh=1,verbose=0;static shard*sh;
static u64 now_ns(void){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return (u64)t.tv_sec*1000000000ull+t.tv_nsec;}
static void unref(fr*f){if(atomic_fetch_sub(&f->ref,1)==1)free(f);}
static void want(shard*s,conn*c,u32 ev){struct epoll_event e={.events=ev,.data.ptr=c};epoll_ctl(s->ep,EPOLL_CTL_MOD,c->fd,&e);}
static void drop(shard*s,conn*c){if(c->kind==1){s->subs[c->idx]=s->subs[--s->n];s->subs[c->idx]->idx=c->idx;}
  for(u32 i=0;i<c->qn;i++)unref(c->q[(c->qh+i)%c->qc].f);free(c->q);free(c->rb);close(c->fd);free(c);}
static void enqueue(shard*s,conn*c,fr*f,u32 off){if(c->qn==c->qc){u32 nc=c->qc?c->qc*2:8;qe*q=malloc(nc*sizeof*q);for(u32 i=0;i<c->qn;i++)q[i]=c->q[(c->qh+i)%c->qc];free(c->q);c->q=q;c->qc=nc;c->qh=0;}
  c->q[(c->qh+c->qn++)%c->qc]=(qe){f,off};atomic_fetch_add(&f->ref,1);if(c->qn==1)want(s,c,EPOLLIN|EPOLLOUT);}
static void flushq(shard*s,conn*c){while(c->qn){qe*e=&c->q[c->qh];ssize_t r=send(c->fd,e->f->b+e->off,e->f->len-e->off,MSG_NOSIGNAL|MSG_DONTWAIT);if(r<0)return;
    e->off+=r;if(e->off<e->f->len)return;unref(e->f);c->qh=(c->qh+1)%c->qc;c->qn--;}want(s,c,EPOLLIN);}
static void fan(shard*s,fr*f){
  u64 t=verbose?now_ns():0;
  for(u32 i=0;i<s->n;i++){conn*c=s->subs[i];if(c->qn){enqueue(s,c,f,0);continue;}
      ssize_t r=send(c->fd,f->b,f->len,MSG_NOSIGNAL|MSG_DONTWAIT);if(r!=(ssize_t)f->len){if(r<0&&errno!=EAGAIN)continue;enqueue(s,c,f,r<0?0:r);}}
  if(verbose){s->fan_ns+=now_ns()-t;if(++s->fan_n%50==0){fprintf(stderr,"shard %d: fan-out of %u took %.1f us (mean of 50)\n",s->id,s->n,s->fan_ns/50/1e3);s->fan_ns=0;}}
}
static void publish(shard*s,const u8*p,size_t n){
  fr*f=malloc(sizeof*f+n+10);atomic_init(&f->ref,nsh);size_t h=0;f->b[h++]=0x81;if(n<126)f->b[h++]=n;else if(n<65536){f->b[h++]=126;f->b[h++]=n>>8;f->b[h++]=n;}else{f->b[h++]=127;for(int i=7;i>=0;i--)f->b[h++]=(u64)n>>(8*i);}
  memcpy(f->b+h,p,n);f->len=h+n;
  for(int i=0;i<nsh;i++)if(&sh[i]!=s){u32 k=atomic_load(&sh[i].head);atomic_store(&sh[i].box[k&4095],f);atomic_store(&sh[i].head,k+1);u64 one=1;if(write(sh[i].efd,&one,8)<0){}}
  fan(s,f);unref(f);}
// batch mode: every frame that one recv() brought goes out as one buffer, one send() per socket
static u8*acc;static size_t accl,accc;static int batch=0;
static void gather(const u8*p,size_t n){if(accl+n+10>accc){accc=(accl+n+10)*2;acc=realloc(acc,accc);}u8*b=acc+accl;size_t h=0;b[h++]=0x81;if(n<126)b[h++]=n;else if(n<65536){b[h++]=126;b[h++]=n>>8;b[h++]=n;}else{b[h++]=127;for(int i=7;i>=0;i--)b[h++]=(u64)n>>(8*i);}memcpy(b+h,p,n);accl+=h+n;}
static void flush_batch(shard*s){if(!accl)return;fr*f=malloc(sizeof*f+accl);atomic_init(&f->ref,1);memcpy(f->b,acc,accl);f->len=accl;accl=0;fan(s,f);unref(f);}
static void handshake(shard*s,conn*c,char*h){
  char*k=strcasestr(h,"sec-websocket-key:");if(!k){c->st=9;return;}k+=18;while(*k==' ')k++;char key[128];int n=strcspn(k,"\r\n ");if(n>64)n=64;
  memcpy(key,k,n);memcpy(key+n,"258EAFA5-E914-47DA-95CA-C5AB0DC85B11",36);u8 d[20];SHA1((u8*)key,n+36,d);u8 b[32];EVP_EncodeBlock(b,d,20);
  char o[256];int m=snprintf(o,sizeof o,"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",b);
  if(write(c->fd,o,m)!=m){}
  c->st=1;c->kind=!strncmp(h,"GET /pub",8)?2:1;
  if(c->kind==1){if(s->n==s->cap){s->cap=s->cap?s->cap*2:1024;s->subs=realloc(s->subs,s->cap*sizeof*s->subs);}c->idx=s->n;s->subs[s->n++]=c;}}
static void *run(void*a){shard*s=a;struct epoll_event ev[512];static __thread u8 buf[1<<18];
  s->ep=epoll_create1(0);s->lfd=socket(AF_INET,SOCK_STREAM|SOCK_NONBLOCK,0);int one=1;setsockopt(s->lfd,SOL_SOCKET,SO_REUSEADDR,&one,sizeof one);if(nsh>1)setsockopt(s->lfd,SOL_SOCKET,SO_REUSEPORT,&one,sizeof one);
  struct sockaddr_in ad={.sin_family=AF_INET,.sin_port=htons(port),.sin_addr.s_addr=htonl(0x7f000001)};if(bind(s->lfd,(void*)&ad,sizeof ad)||listen(s->lfd,4096)){perror("bind");exit(1);}
  struct epoll_event e={.events=EPOLLIN,.data.ptr=0};epoll_ctl(s->ep,EPOLL_CTL_ADD,s->lfd,&e);e.data.ptr=s;epoll_ctl(s->ep,EPOLL_CTL_ADD,s->efd,&e);
  for(;;){int k=epoll_wait(s->ep,ev,512,-1);for(int i=0;i<k;i++){
      if(!ev[i].data.ptr){for(int j=0;j<64;j++){int fd=accept4(s->lfd,0,0,SOCK_NONBLOCK);if(fd<0)break;setsockopt(fd,IPPROTO_TCP,TCP_NODELAY,&one,sizeof one);conn*c=calloc(1,sizeof*c);c->fd=fd;e.events=EPOLLIN;e.data.ptr=c;epoll_ctl(s->ep,EPOLL_CTL_ADD,fd,&e);}continue;}
      if(ev[i].data.ptr==s){u64 v;if(read(s->efd,&v,8)<0){}while(s->tail!=atomic_load(&s->head)){fr*f=atomic_load(&s->box[s->tail++&4095]);fan(s,f);unref(f);}continue;}
      conn*c=ev[i].data.ptr;if(ev[i].events&EPOLLOUT)flushq(s,c);if(!(ev[i].events&(EPOLLIN|EPOLLHUP|EPOLLERR)))continue;
      if(c->rl)memcpy(buf,c->rb,c->rl);ssize_t r=recv(c->fd,buf+c->rl,sizeof buf-c->rl-1,0);if(r<=0){if(r<0&&errno==EAGAIN)continue;drop(s,c);continue;}
      size_t len=c->rl+r,o=0;buf[len]=0;
      if(!c->st){char*h=strstr((char*)buf,"\r\n\r\n");if(h){handshake(s,c,(char*)buf);o=h+4-(char*)buf;}}
      if(c->st==1)for(;;){if(len-o<6)break;u8*p=buf+o;u64 n=p[1]&127;size_t h=2;if(n==126){if(len-o<8)break;n=(u64)p[2]<<8|p[3];h=4;}else if(n==127){if(len-o<14)break;n=0;for(int z=0;z<8;z++)n=n<<8|p[2+z];h=10;}
        if(len-o<h+4+n)break;u8*mk=p+h,*pl=p+h+4;u32 m4;memcpy(&m4,mk,4);if(m4)for(u64 z=0;z<n;z++)pl[z]^=mk[z&3];
        if(c->kind==2&&((p[0]&15)==1||(p[0]&15)==2)){if(batch)gather(pl,n);else publish(s,pl,n);}o+=h+4+n;}
      if(batch)flush_batch(s);
      u32 left=len-o;if(left){if(left>c->rc){c->rc=left*2;c->rb=realloc(c->rb,c->rc);}memcpy(c->rb,buf+o,left);}else if(c->rb){free(c->rb);c->rb=0;c->rc=0;}c->rl=left;}}
  return 0;}
int main(int ac,char**av){int o;while((o=getopt(ac,av,"p:m:s:v"))>0){if(o=='p')port=atoi(optarg);else if(o=='m')batch=!strcmp(optarg,"batch");else if(o=='s')nsh=atoi(optarg);else if(o=='v')verbose=1;}
  struct rlimit rl={20000,20000};setrlimit(RLIMIT_NOFILE,&rl);
  sh=calloc(nsh,sizeof*sh);for(int i=0;i<nsh;i++){sh[i].id=i;sh[i].efd=eventfd(0,EFD_NONBLOCK);}
  pthread_t t;for(int i=1;i<nsh;i++)pthread_create(&t,0,run,&sh[i]);run(&sh[0]);}
